package dev.carabiner.server.console.parts;

/// Long work that goes on: what, how far, how long still.
///
/// @param title what is done, in numbers
/// @param left how long still, in words; empty when nobody can tell
/// @param done so far
/// @param all of them, at least `done`
/// @param told the line below the bar
public record Work(String title, String left, long done, long all, String told) {}
