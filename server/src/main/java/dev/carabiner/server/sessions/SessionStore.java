package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where sessions, flows, events and revocations are kept. Every method is one statement or one
/// transaction; a store that does not answer throws [dev.carabiner.server.base.Fault].
public interface SessionStore {
  /// The session of that workspace with the store's clock, from one statement that reads one row by
  /// its primary key.
  Optional<Reading> find(Workspace workspace, SessionId id);

  /// Makes the change real, whole or not at all.
  ///
  /// @return false if a fence or version had moved on; nothing is changed then
  boolean commit(Change change);

  /// Claims the refresh of a session for `node`: it must be as it was seen, so that whoever claims
  /// knows whose claim is replaced; connected, not waiting for its next try, and not claimed by
  /// anyone whose lease has not run out, by the store's statement clock. Raises the fence.
  ///
  /// @return the session as claimed and the store's time; empty if any of this did not hold
  Optional<Reading> claim(Session session, String node, Duration lease);

  /// Sessions that are claimed, at most `limit`.
  ///
  /// @param node only those that this node has claimed; empty: whoever has
  List<Session> claimed(Optional<String> node, int limit);

  /// The flow with that hash of its link.
  Optional<Flow> flowByLink(String linkHash);

  /// The flow with that hash of its state.
  Optional<Flow> flowByState(String stateHash);

  /// The flow with that hash of the `connect_code` given out last.
  Optional<Flow> flowByConnectCode(String codeHash);

  /// The newest flow of a session.
  Optional<Flow> newestFlow(Session.Key session);

  /// The flows of a session that hold an unconfirmed grant.
  List<Flow> flowsHolding(Session.Key session);

  /// Replaces the application's notes.
  ///
  /// @return false if there is no such session in that workspace
  boolean replaceMetadata(Workspace workspace, SessionId id, Map<String, String> metadata);

  /// Sessions of a workspace, newest first.
  ///
  /// @param after the cursor of the page before; empty for the first page
  /// @param limit at most this many
  List<Session> list(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit);

  /// All sessions of a user in a workspace, at most `limit`.
  List<Session> ofUser(Workspace workspace, String userId, int limit);

  /// Removes the row of a session and its flows; events and revocations stay.
  void delete(Session.Key session);

  /// Live sessions of an app, whatever their workspace, at most `limit`.
  List<Session> liveOfApp(AppKey app, int limit);

  /// Whether a live session of these apps, this one included, has, or may have, that provider
  /// account: one that is connected, or in need of a reconnect for another reason than a revoked
  /// grant, or a flow of another session that holds an unconfirmed grant. Unknown accounts may be
  /// equal. A revoked session is not live.
  ///
  /// @param apps those that are one client at the provider, the session's own among them
  boolean grantIsShared(Session.Key session, Set<AppKey> apps, Optional<ProviderAccount> account);

  /// Takes sessions whose due time has come, at most `limit`, those that have been due longest.
  /// Each falls due again after `lease`, so no other node takes it meanwhile; no fence is raised,
  /// so nothing that is under way for it is disturbed.
  List<Session> takeDue(Duration lease, int limit);

  /// Flows whose unconfirmed grant was to be confirmed by now, at most `limit`.
  List<Flow> unconfirmed(int limit);

  /// Revocations whose due time has come, at most `limit`, each put off by `lease` so that no other
  /// node takes it too, and its tries raised.
  ///
  /// @param except no revocations of these apps
  List<Revocation> takeDueRevocations(Duration lease, int limit, Set<AppKey> except);

  /// Records how a revocation stands.
  ///
  /// @return false if somebody else has taken it up since; nothing is changed then
  boolean update(Revocation revocation);

  /// The newest revocation of a session.
  Optional<Revocation> newestRevocation(Workspace workspace, SessionId id);

  /// Removes events and ended revocations older than `before`.
  void forgetBefore(Instant before);

  /// The store's clock.
  Instant now();
}
