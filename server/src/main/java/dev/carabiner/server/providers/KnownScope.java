package dev.carabiner.server.providers;

/// A scope that the catalogue can explain.
///
/// @param scope as the provider spells it
/// @param description our words
public record KnownScope(String scope, String description) {}
