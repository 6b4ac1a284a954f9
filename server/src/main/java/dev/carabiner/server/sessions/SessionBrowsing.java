package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.util.List;
import java.util.Optional;

/// The sessions as a person looks through them, whatever their number: every question costs about
/// what it answers.
public interface SessionBrowsing {
  /// Up to this many, numbers are counted and exact.
  int COUNTED_TO = 10_000;

  /// Where a page of [#needsYouFirst] ended.
  ///
  /// @param needy whether it ended among those that need a person
  record Cursor(boolean needy, PageCursor place) {
    /// Where a page ends whose last session this is.
    public static Cursor of(Session last) {
      return new Cursor(last.state() instanceof SessionState.NeedsReconnect, PageCursor.of(last));
    }

    /// The opaque text for the next request.
    public String text() {
      return (needy ? "n" : "o") + place.text();
    }

    /// The cursor that `text` spells; empty for any other text.
    public static Optional<Cursor> parse(String text) {
      if (!text.startsWith("n") && !text.startsWith("o")) return Optional.empty();
      return PageCursor.parse(text.substring(1))
          .map(place -> new Cursor(text.startsWith("n"), place));
    }
  }

  /// What a search looks at.
  enum Field {
    /// The account's id at the provider, byte for byte.
    ACCOUNT_ID,
    /// Its name; the letters A to Z in either case.
    ACCOUNT_NAME,
    /// Its e-mail address, likewise.
    ACCOUNT_EMAIL
  }

  /// A part of what a search finds.
  ///
  /// @param sessions by what was searched, then by id
  /// @param next the id to go on after; absent at the end. A part may hold few sessions or none and
  ///   still have more after it
  record Found(List<Session> sessions, Optional<Place> next) {
    public Found {
      sessions = List.copyOf(sessions);
    }
  }

  /// Where a part of a search ended.
  ///
  /// @param key what was searched of the last session looked at
  record Place(String key, SessionId id) {}

  /// How many sessions are in a state.
  ///
  /// @param word of the state
  /// @param exact whether there are no more than that
  record Count(String word, long amount, boolean exact) {}

  /// One page: first those that need a person to reconnect, then all others, each the newest first.
  ///
  /// @param filter its span of time is not looked at
  List<Session> needsYouFirst(
      Workspace workspace, SessionFilter filter, Optional<Cursor> after, int limit);

  /// Sessions whose field begins with a text.
  ///
  /// @param filter app and states
  Found search(
      Workspace workspace,
      Field field,
      String beginning,
      SessionFilter filter,
      Optional<Place> after,
      int limit);

  /// How many there are in each state, counted up to [#COUNTED_TO].
  List<Count> counts(Workspace workspace, Optional<AppKey> app);
}
