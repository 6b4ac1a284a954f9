package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Binding;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One connection of one owner to one provider, as a value. The methods are the state changes; each
/// raises the fence.
///
/// @param key where it belongs
/// @param owner whose it is
/// @param state its state
/// @param grant what the provider granted
/// @param renewal where it stands between two refreshes
/// @param times when things happened
/// @param supersededBy the newer session of the same owner, app and provider account
/// @param metadata the application's own notes: at most 16 pairs
public record Session(
    Key key,
    Owner owner,
    SessionState state,
    ProviderGrant grant,
    Renewal renewal,
    Times times,
    Optional<SessionId> supersededBy,
    Map<String, String> metadata) {
  public Session {
    metadata = Map.copyOf(metadata);
  }

  /// Where a session belongs.
  public record Key(Workspace workspace, AppKey app, SessionId id) {
    /// The place that one of the session's values of one generation is sealed to.
    public Binding binding(String field, long generation) {
      return new Binding(workspace.name(), app.value(), id.value(), field, generation);
    }

    /// The place that a value is sealed to which came too late for any generation.
    public Binding lateAt(String field) {
      return new Binding(workspace.name(), app.value(), id.value(), "late " + field, 0);
    }
  }

  /// When things happened.
  ///
  /// @param created when `auth_url` was asked
  /// @param connected when the present grant was made
  /// @param refreshed when the present token set was made
  /// @param due when work in the background has something to do for this session; absent means
  ///   never
  /// @param lastRead when a token was last handed out, at most an hour behind; no change of a
  ///   session writes it, see [CareStore#noteReads]
  public record Times(
      Instant created,
      Optional<Instant> connected,
      Optional<Instant> refreshed,
      Optional<Instant> due,
      Optional<Instant> lastRead) {
    private Times due(Optional<Instant> next) {
      return new Times(created, connected, refreshed, next, lastRead);
    }
  }

  /// A session that waits for its user.
  public static Session pending(
      Key key, Owner owner, ProviderGrant grant, Instant now, Instant linkEnd) {
    var times =
        new Times(now, Optional.empty(), Optional.empty(), Optional.of(linkEnd), Optional.empty());
    return new Session(
        key,
        owner,
        new SessionState.Pending(),
        grant,
        Renewal.NEW,
        times,
        Optional.empty(),
        Map.of());
  }

  /// Connected with a grant whose tokens are sealed to the next generation.
  public Session connected(ProviderGrant newGrant, Instant now) {
    var newTimes =
        new Times(
            times.created(), Optional.of(now), Optional.of(now), newGrant.due(), times.lastRead());
    return with(new SessionState.Connected(), newGrant, renewal.nextGeneration(), newTimes);
  }

  /// Renewed with tokens that are sealed to the next generation.
  public Session renewed(ProviderGrant newGrant, Instant now) {
    var newTimes =
        new Times(
            times.created(), times.connected(), Optional.of(now), newGrant.due(), times.lastRead());
    return with(new SessionState.Connected(), newGrant, renewal.nextGeneration(), newTimes);
  }

  /// The same with a token whose end has been found out. Nothing is under way for it.
  public Session livingUntil(Instant end) {
    var known = grant.livingUntil(end);
    var newTimes = known.due().isPresent() ? due(known.due()) : times;
    return with(state, known, renewal.released(), newTimes);
  }

  /// The same with other kept values, sealed to the same generation. Not for a session that is
  /// claimed.
  public Session keeping(ProviderGrant newGrant) {
    return with(state, newGrant, renewal.changed(), times);
  }

  /// The same; nobody refreshes before `until`.
  public Session restingUntil(Instant until) {
    return with(state, grant, renewal.restingUntil(until), times);
  }

  /// With another refresh token, sealed to the next generation, to be tried from `now` on.
  public Session fallingBack(ProviderGrant newGrant, Instant now) {
    return with(state, newGrant, renewal.fallingBack(), due(Optional.of(now)));
  }

  /// Not renewed this time; nobody tries again before `nextTry`.
  public Session notRenewed(
      Instant nextTry, Optional<Instant> denied, Optional<Instant> inDoubt, Optional<Instant> due) {
    return with(state, grant, renewal.waiting(nextTry, denied, inDoubt), due(due));
  }

  /// Unable to be renewed; the stored token is served until it is dead.
  public Session needsReconnect(Reason why) {
    return with(
        new SessionState.NeedsReconnect(why), grant, renewal.changed(), due(Optional.empty()));
  }

  /// Ended by the application, without tokens; the row goes at `wipeAt`.
  public Session revoked(Instant wipeAt) {
    return with(
        new SessionState.Revoked(),
        grant.wiped(),
        renewal.nextGeneration(),
        due(Optional.of(wipeAt)));
  }

  /// Never finished, without tokens; the row goes at `wipeAt`.
  public Session expired(Reason why, Instant wipeAt) {
    return with(
        new SessionState.Expired(why),
        grant.wiped(),
        renewal.nextGeneration(),
        due(Optional.of(wipeAt)));
  }

  /// The same without a claim under which nothing was asked.
  public Session released() {
    return with(state, grant, renewal.released(), times);
  }

  /// The same, to be looked at in the background at `due`.
  public Session dueAt(Instant due) {
    return with(state, grant, renewal.changed(), due(Optional.of(due)));
  }

  /// The same after its claim was given the fence.
  public Session claimed(long fence, Renewal.Claim claim) {
    var r = renewal;
    var claimed =
        new Renewal(
            r.generation(),
            fence,
            Optional.of(claim),
            r.nextTry(),
            r.tries(),
            r.deniedSince(),
            r.inDoubtSince(),
            r.orphan());
    return with(state, grant, claimed, times);
  }

  private Times due(Optional<Instant> due) {
    return times.due(due);
  }

  private Session with(
      SessionState newState, ProviderGrant newGrant, Renewal newRenewal, Times newTimes) {
    return new Session(
        key, owner, newState, newGrant, newRenewal, newTimes, supersededBy, metadata);
  }
}
