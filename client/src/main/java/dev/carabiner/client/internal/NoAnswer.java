package dev.carabiner.client.internal;

/** The server could not be reached, or said nothing in time. */
public final class NoAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How far the request came. */
  enum Progress {
    NOTHING_SENT,
    IN_DOUBT,
    INTERRUPTED
  }

  private final Progress progress;

  NoAnswer(String message, Progress progress, Throwable cause) {
    super(message, cause);
    this.progress = progress;
  }

  boolean nothingSent() {
    return progress == Progress.NOTHING_SENT;
  }

  boolean interrupted() {
    return progress == Progress.INTERRUPTED;
  }

  static NoAnswer interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new NoAnswer("interrupted while waiting", Progress.INTERRUPTED, cause);
  }
}
