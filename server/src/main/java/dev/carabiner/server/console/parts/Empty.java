package dev.carabiner.server.console.parts;

import java.util.Optional;

/// Stands where a list would be: what it is for, and the first act.
public record Empty(Icon icon, String title, String sentence, Optional<Button> button) {}
