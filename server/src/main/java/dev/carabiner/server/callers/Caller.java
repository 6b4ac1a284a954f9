package dev.carabiner.server.callers;

/// Who asks, as its bearer token and the installation's present settings say.
///
/// @param clientId the machine client
/// @param workspace the only workspace that it sees
/// @param scopes what it may do in this request
public record Caller(String clientId, Workspace workspace, Scopes scopes) {}
