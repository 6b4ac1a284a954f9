package dev.carabiner.server.console.parts;

/// A step of the way to a page.
public record Crumb(String words, String href) {}
