package dev.carabiner.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** All consents and their tokens. Every method is one step that no other thread sees half done. */
final class Grants {
  private static final int ISSUES_BETWEEN_SWEEPS = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final TokenRules rules;
  private final SandboxClock clock;
  private final StateFile file;
  private final State state;
  private int issues;

  Grants(TokenRules rules, SandboxClock clock, StateFile file) {
    this.rules = rules;
    this.clock = clock;
    this.file = file;
    this.state = file.state();
  }

  /** Opens a grant and gives out its first tokens. */
  TokenReply.Issued open(RegisteredClient client, Account account, Set<String> scopes) {
    return change(() -> {
      Grant grant = new Grant(Opaque.fresh("grant_"), client.id(), account.id(), scopes, false);
      state.grants.put(grant.id(), grant);
      boolean lasting = rules.alwaysRefreshToken() || scopes.contains("offline_access");
      return issue(grant, scopes, lasting);
    });
  }

  /** Uses a refresh token (RFC 6749 section 6); no scopes: those of the grant. */
  TokenReply refresh(String value, RegisteredClient client, Optional<Set<String>> scopes) {
    return change(() -> {
      RefreshToken token = state.refreshTokens.get(Opaque.hash(value));
      if (token == null || !state.grant(token.grant()).client().equals(client.id())) {
        return TokenReply.Refused.invalidGrant("there is no such refresh token");
      }
      Grant grant = state.grant(token.grant());
      if (grant.ended() || token.revoked()) {
        return TokenReply.Refused.invalidGrant("the grant has ended");
      }
      Set<String> wanted = scopes.orElse(grant.scopes());
      if (!grant.scopes().containsAll(wanted)) {
        return new TokenReply.Refused("invalid_scope", "a scope was not granted");
      }
      if (rules.rotation() instanceof Rotation.Rotating rotating) {
        return rotate(value, token, grant, wanted, rotating);
      }
      return issue(grant, wanted, false);
    });
  }

  private TokenReply rotate(
      String value, RefreshToken token, Grant grant, Set<String> scopes, Rotation.Rotating rule) {
    Instant now = clock.instant();
    boolean spent =
        token.superseded().filter(since -> !now.isBefore(since.plus(rule.grace()))).isPresent();
    if (spent && rule.reuseEndsGrant()) {
      state.grants.put(grant.id(), grant.end());
      return TokenReply.Refused.invalidGrant(
          "the refresh token was used before; the grant is over");
    }
    if (spent) {
      return TokenReply.Refused.invalidGrant("the refresh token was used before");
    }
    state.refreshTokens.put(Opaque.hash(value), token.supersede(now));
    return issue(grant, scopes, true);
  }

  private TokenReply.Issued issue(Grant grant, Set<String> scopes, boolean withRefreshToken) {
    Instant now = clock.instant();
    sweep(now);
    Optional<Duration> life = rules.accessTokenLifetime();
    String access = Opaque.fresh("sandbox_access_");
    state.accessTokens.put(
        Opaque.hash(access), new AccessToken(grant.id(), scopes, now, life.map(now::plus), false));
    Optional<String> refresh =
        withRefreshToken ? Optional.of(Opaque.fresh("sandbox_refresh_")) : Optional.empty();
    refresh.ifPresent(fresh ->
        state.refreshTokens.put(
            Opaque.hash(fresh), new RefreshToken(grant.id(), Optional.empty(), false)));
    return new TokenReply.Issued(grant, access, life, refresh, scopes);
  }

  /** Forgets, now and then, tokens that would be refused in any case. */
  private void sweep(Instant now) {
    if (++issues % ISSUES_BETWEEN_SWEEPS == 0) {
      state
          .accessTokens
          .values()
          .removeIf(token -> token.hasEnded(now) || state.grant(token.grant()).ended());
    }
  }

  /** What an access token is worth now. */
  Standing standing(String value) {
    lock.lock();
    try {
      AccessToken token = state.accessTokens.get(Opaque.hash(value));
      if (token == null) {
        return new Standing.Dead("there is no such access token");
      }
      Grant grant = state.grant(token.grant());
      if (grant.ended() || token.revoked()) {
        return new Standing.Dead("the access token was revoked");
      }
      return token.hasEnded(clock.instant())
          ? new Standing.Dead("the access token has expired")
          : new Standing.Good(token, grant);
    } finally {
      lock.unlock();
    }
  }

  /** The grant of a refresh token that would be accepted now. */
  Optional<Grant> ofLivingRefreshToken(String value) {
    lock.lock();
    try {
      return Optional.ofNullable(state.refreshTokens.get(Opaque.hash(value)))
          .filter(token -> !token.revoked() && token.superseded().isEmpty())
          .map(token -> state.grant(token.grant()))
          .filter(grant -> !grant.ended());
    } finally {
      lock.unlock();
    }
  }

  /** The grant of a token of either kind, dead or alive. */
  Optional<Grant> ofToken(String value) {
    lock.lock();
    try {
      String hash = Opaque.hash(value);
      return Optional.ofNullable(state.accessTokens.get(hash))
          .map(AccessToken::grant)
          .or(() -> Optional.ofNullable(state.refreshTokens.get(hash)).map(RefreshToken::grant))
          .map(state::grant);
    } finally {
      lock.unlock();
    }
  }

  /** Revokes a token and what {@link RevocationReach} says it takes along. */
  void revoke(String value, Grant grant) {
    change(() ->
        switch (rules.revocation()) {
          case TOKEN -> revokeOnly(Opaque.hash(value));
          case GRANT -> endWhere(each -> each.id().equals(grant.id()));
          case ACCOUNT ->
              endWhere(each ->
                  each.account().equals(grant.account()) && each.client().equals(grant.client()));
        });
  }

  private int revokeOnly(String hash) {
    state.accessTokens.computeIfPresent(hash, (key, token) -> token.revoke());
    state.refreshTokens.computeIfPresent(hash, (key, token) -> token.revoke());
    return 1;
  }

  /** Ends one grant with all its tokens. */
  void end(String grantId) {
    change(() -> endWhere(grant -> grant.id().equals(grantId)));
  }

  /** Ends the grants that are selected, as a person does on the provider's settings page. */
  int withdraw(Selection selection) {
    return change(() -> endWhere(selection::covers));
  }

  private int endWhere(Function<Grant, Boolean> covered) {
    int before = living();
    state.grants.replaceAll((id, grant) -> covered.apply(grant) ? grant.end() : grant);
    return before - living();
  }

  private int living() {
    return (int) state.grants.values().stream().filter(grant -> !grant.ended()).count();
  }

  /** Lets the living access tokens of the selected grants expire now; tells how many they were. */
  int expire(Selection selection) {
    return change(() -> {
      Instant now = clock.instant();
      int expired = 0;
      for (Map.Entry<String, AccessToken> entry : state.accessTokens.entrySet()) {
        AccessToken token = entry.getValue();
        Grant grant = state.grant(token.grant());
        if (selection.covers(grant) && !grant.ended() && !token.revoked() && !token.hasEnded(now)) {
          entry.setValue(token.endAt(now));
          expired++;
        }
      }
      return expired;
    });
  }

  void clear() {
    change(() -> {
      state.clear();
      return 0;
    });
  }

  private <T> T change(Supplier<T> act) {
    lock.lock();
    try {
      T result = act.get();
      file.save();
      return result;
    } finally {
      lock.unlock();
    }
  }
}
