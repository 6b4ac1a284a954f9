package dev.carabiner.server.doctor;

import java.util.Locale;

/// How much a finding matters.
public enum Severity {
  /// As it should be.
  OK,
  /// Worth knowing; nothing is broken.
  NOTE,
  /// Broken, or held up: somebody has to look.
  PROBLEM;

  /// The word that the interface uses.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
