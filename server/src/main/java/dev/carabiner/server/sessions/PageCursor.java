package dev.carabiner.server.sessions;

import java.time.Instant;
import java.util.Optional;

/// Where a page of a list ended: lists go on by key, never by offset.
public record PageCursor(Instant created, SessionId id) {
  /// Where a page ends whose last session this is.
  public static PageCursor of(Session last) {
    return new PageCursor(last.times().created(), last.key().id());
  }

  /// The opaque text for the next request.
  public String text() {
    return Long.toString(created.toEpochMilli(), 36) + "." + id.value();
  }

  /// The cursor that `text` spells; empty for any other text.
  public static Optional<PageCursor> parse(String text) {
    var dot = text.indexOf('.');
    if (dot < 1) return Optional.empty();
    try {
      var created = Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot), 36));
      return SessionId.parse(text.substring(dot + 1)).map(id -> new PageCursor(created, id));
    } catch (NumberFormatException notACursor) {
      return Optional.empty();
    }
  }
}
