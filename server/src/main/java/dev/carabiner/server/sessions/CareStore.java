package dev.carabiner.server.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where it is kept who reads and who is to be looked after when. Beside [SessionStore], which lets
/// a session be looked at as soon as it has a new generation.
///
/// Nothing here raises a fence: a look never stands in the way of a refresh.
public interface CareStore {
  /// A token that was handed out.
  ///
  /// @param generation whose token it was
  /// @param at when, by the store's clock
  /// @param look when that session needs a look because it is read; absent: for another reason only
  record Read(Session.Key session, long generation, Instant at, Optional<Instant> look) {}

  /// A connected session that is to be looked at.
  ///
  /// @param now the store's clock
  /// @param until nobody else looks at it before this time
  /// @param foreseen the end of its grant that was told last
  record Look(Session session, Instant now, Instant until, Optional<Instant> foreseen) {}

  /// Writes down reads, in one transaction. A session is written only where what is stored is from
  /// before its present token or an hour old, or where it would be looked at too late.
  void noteReads(List<Read> reads);

  /// Sessions whose time for a look has come, at most `limit`, each put off by `lease` so that no
  /// other node takes it too.
  List<Look> takeLooks(Duration lease, int limit);

  /// Says when a session is to be looked at again; empty: not before it has changed. Nothing
  /// happens if it has changed or was read meanwhile: then it is looked at again at `until`.
  void lookAgain(Look look, Optional<Instant> at);

  /// Notes that the end of a session's grant is foreseen, and records the event that tells it.
  ///
  /// @return false if somebody else has told it, or the session has changed; nothing happens then
  boolean foresee(Look look, Instant end, Change.Step.RecordEvent event);

  /// Takes the one check that a session's present token gets after a report.
  ///
  /// @return false if it has been taken, or the session has changed
  boolean takeCheck(Session session);
}
