package dev.carabiner.server.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The log: one line per event, wherever in the process it was logged.
///
/// Our own loggers follow the settings. Others speak from `warn` on, and from `info` on when ours
/// are at `debug` or `trace`: their finer lines may hold headers and values that nobody may see.
public final class LogLines {
  private static final String OURS = "dev.carabiner";

  private LogLines() {}

  /// Sends the log of the whole process to standard output.
  public static void install(LogLevel level) {
    install(level, System.out);
  }

  /// Sends the log of the whole process to `out`; may be called again to change the level.
  public static void install(LogLevel level, OutputStream out) {
    LogManager.getLogManager().reset();
    var root = Logger.getLogger("");
    root.setLevel(others(level));
    root.addHandler(new Lines(level, out));
    Kept.LOGGERS.clear();
    Kept.LOGGERS.add(root);
    var ours = Logger.getLogger(OURS);
    ours.setLevel(level(level));
    Kept.LOGGERS.add(ours);
  }

  private static Level others(LogLevel level) {
    return switch (level) {
      case ERROR -> Level.SEVERE;
      case WARN, INFO -> Level.WARNING;
      case DEBUG, TRACE -> Level.INFO;
    };
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case ERROR -> Level.SEVERE;
      case WARN -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
      case TRACE -> Level.ALL;
    };
  }

  /// The log manager forgets the levels of loggers that nobody holds.
  private static final class Kept {
    static final List<Logger> LOGGERS = new ArrayList<>();
  }

  private static final class Lines extends Handler {
    private final LogLine format;
    private final PrintStream out;

    Lines(LogLevel level, OutputStream out) {
      this.format = new LogLine(level.compareTo(LogLevel.DEBUG) >= 0);
      this.out = new PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8);
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord event) {
      if (isLoggable(event)) out.print(format.format(event));
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
