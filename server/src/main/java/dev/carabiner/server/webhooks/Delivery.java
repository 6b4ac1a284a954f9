package dev.carabiner.server.webhooks;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How one message to one webhook stands.
///
/// @param message the id that the receiver sees
/// @param type the event's type
/// @param tries how often it was tried
/// @param lastStatus what the receiver answered last; absent before the first try, and when no
///   answer came
public record Delivery(
    String message,
    String type,
    Status status,
    int tries,
    Optional<Integer> lastStatus,
    Times times) {

  /// Where a delivery stands.
  public enum Status {
    /// Not tried yet, or to be tried again.
    WAITING,
    /// The receiver has it.
    DELIVERED,
    /// Tried to the end, or the receiver is gone.
    GIVEN_UP;

    /// The word that the interface and the store use.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// What [#word] spelled.
    public static Status of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// When.
  ///
  /// @param created when the event was recorded
  /// @param tried when it was tried last
  /// @param next when it is tried again; absent when it has ended, or waits for its turn
  public record Times(Instant created, Optional<Instant> tried, Optional<Instant> next) {}

  /// Where a page of deliveries ended.
  public record Cursor(Instant created, String message) {
    /// The opaque text for the next request.
    public String text() {
      return Long.toString(created.toEpochMilli(), 36) + "." + message;
    }

    /// The cursor that `text` spells; empty for any other text.
    public static Optional<Cursor> parse(String text) {
      var dot = text.indexOf('.');
      if (dot < 1) return Optional.empty();
      try {
        var created = Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot), 36));
        return Optional.of(new Cursor(created, text.substring(dot + 1)));
      } catch (NumberFormatException notACursor) {
        return Optional.empty();
      }
    }
  }

  /// Where the page that this one is the last of goes on.
  public Cursor cursor() {
    return new Cursor(times.created(), message);
  }
}
