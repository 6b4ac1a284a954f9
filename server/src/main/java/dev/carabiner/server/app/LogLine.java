package dev.carabiner.server.app;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashSet;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Writes an event as one line: time in UTC, level, short name of the logger, message. Characters
/// that could break the line, colour it or turn its direction are written as a backslash, `u` and
/// their code point.
final class LogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final int LONGEST = 8000;

  private final boolean stacks;

  /// @param stacks whether an exception's stack ends its line
  LogLine(boolean stacks) {
    this.stacks = stacks;
  }

  @Override
  public String format(LogRecord event) {
    var line = new StringBuilder();
    line.append(TIME.format(event.getInstant()));
    line.append(' ').append(word(event.getLevel()));
    line.append(' ').append(shortName(event.getLoggerName())).append(' ');
    escape(String.valueOf(formatMessage(event)), line);
    var thrown = event.getThrown();
    if (thrown != null) {
      chain(thrown, line);
      if (stacks) stack(thrown, line);
    }
    return line.append('\n').toString();
  }

  private static String word(Level level) {
    var value = level.intValue();
    if (value >= Level.SEVERE.intValue()) return "error";
    if (value >= Level.WARNING.intValue()) return "warn";
    if (value >= Level.INFO.intValue()) return "info";
    return value >= Level.FINE.intValue() ? "debug" : "trace";
  }

  private static String shortName(@org.jspecify.annotations.Nullable String name) {
    if (name == null || name.isEmpty()) return "-";
    var shortened = new StringBuilder();
    escape(name.substring(name.lastIndexOf('.') + 1), shortened);
    return shortened.toString();
  }

  private static void chain(Throwable thrown, StringBuilder line) {
    var seen = new LinkedHashSet<Throwable>();
    for (var cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
      line.append(seen.size() == 1 ? ": " : "; caused by ");
      line.append(cause.getClass().getSimpleName());
      var message = cause.getMessage();
      if (message != null) {
        line.append(": ");
        escape(message, line);
      }
    }
  }

  private static void stack(Throwable thrown, StringBuilder line) {
    var seen = new LinkedHashSet<Throwable>();
    for (var cause = thrown; cause != null && seen.add(cause); cause = cause.getCause())
      for (var frame : cause.getStackTrace()) {
        line.append(" | at ");
        escape(frame.toString(), line);
      }
  }

  private static void escape(String text, StringBuilder line) {
    var shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    shown.codePoints().forEach(point -> append(point, line));
  }

  private static void append(int point, StringBuilder line) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          line.append(String.format("\\u%04X", point));
      default -> line.appendCodePoint(point);
    }
  }
}
