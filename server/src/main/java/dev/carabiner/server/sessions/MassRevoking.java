package dev.carabiner.server.sessions;

import dev.carabiner.server.callers.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Revokes every session that a filter names, page by page, newest first. Each one is final in a
/// commit of its own; the providers are told afterwards, at the pace of the revocation job.
/// Sessions that begin meanwhile are newer than the page's cursor: a second run finds them.
public final class MassRevoking {
  /// States that a session can be revoked in.
  public static final Set<String> REVOCABLE = Set.of("pending", "connected", "needs_reconnect");

  private final SessionStore store;
  private final Revoking revoking;

  public MassRevoking(SessionStore store, Revoking revoking) {
    this.store = store;
    this.revoking = revoking;
  }

  /// What became of one session.
  ///
  /// @param revoked whether it is revoked now; false if it had ended by itself meanwhile, and in a
  ///   preview
  /// @param receipt what the provider will be told; absent where there was nothing to tell
  public record Report(SessionId session, boolean revoked, Optional<Revocation> receipt) {}

  /// A page of the report.
  ///
  /// @param next goes on with the next page; absent after the last one
  public record Page(List<Report> reports, Optional<PageCursor> next) {}

  /// Revokes the sessions of one page.
  public Page revoke(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    return page(store.list(workspace, filter, after, limit + 1), limit, true);
  }

  /// The sessions that [#revoke] would revoke.
  public Page preview(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    return page(store.list(workspace, filter, after, limit + 1), limit, false);
  }

  private Page page(List<Session> found, int limit, boolean really) {
    var sessions = found.subList(0, Math.min(limit, found.size()));
    var reports = sessions.stream().map(session -> report(session.key(), really)).toList();
    return new Page(
        reports,
        found.size() > limit ? Optional.of(PageCursor.of(sessions.getLast())) : Optional.empty());
  }

  private Report report(Session.Key key, boolean really) {
    if (!really) return new Report(key.id(), false, Optional.empty());
    var revoked = revoking.revoke(key.workspace(), key.id());
    return new Report(key.id(), revoked, store.newestRevocation(key.workspace(), key.id()));
  }
}
