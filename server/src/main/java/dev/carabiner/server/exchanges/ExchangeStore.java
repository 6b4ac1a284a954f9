package dev.carabiner.server.exchanges;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where exchanges are kept.
public interface ExchangeStore {
  /// How many are kept of a session at most; the oldest go first.
  int MOST = 100;

  /// Where a page ended.
  record Cursor(Instant at, String id) {
    /// Where a page ends whose last exchange this is.
    public static Cursor of(Exchange last) {
      return new Cursor(last.span().last(), last.id());
    }

    /// The opaque text for the next request.
    public String text() {
      return Long.toString(at.toEpochMilli(), 36) + "." + id;
    }

    /// The cursor that `text` spells; empty for any other text.
    public static Optional<Cursor> parse(String text) {
      var dot = text.indexOf('.');
      if (dot < 1 || dot == text.length() - 1) return Optional.empty();
      try {
        var at = Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot), 36));
        return Optional.of(new Cursor(at, text.substring(dot + 1)));
      } catch (NumberFormatException notACursor) {
        return Optional.empty();
      }
    }
  }

  /// Keeps them, in one transaction, the oldest first. One that is like the newest of its session
  /// becomes part of it; one whose session is gone is dropped.
  void keep(List<Exchange> exchanges);

  /// Those of a session, the newest first.
  List<Exchange> of(Workspace workspace, SessionId session, Optional<Cursor> after, int limit);

  /// Removes what was said last before that time.
  void forgetBefore(Instant time);
}
