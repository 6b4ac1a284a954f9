package dev.carabiner.server.app;

import java.util.Locale;

/// How much the log says; each level says what the former ones say as well.
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  /// The word in the settings and at the head of a log line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
