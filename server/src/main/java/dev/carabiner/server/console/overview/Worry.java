package dev.carabiner.server.console.overview;

import dev.carabiner.server.console.parts.Button;
import dev.carabiner.server.console.parts.Icon;
import dev.carabiner.server.console.parts.Tone;

/// One cause for which a person is needed, or of which one must know.
///
/// @param headline what
/// @param said since when, how many, what it means
/// @param word the one that others use for it, for searching; empty for none
/// @param button what to do
public record Worry(
    Tone tone, Icon icon, String headline, String said, String word, Button button) {}
