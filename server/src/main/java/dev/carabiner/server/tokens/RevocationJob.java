package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.oauth.RevocationCall;
import dev.carabiner.server.oauth.RevocationReply;
import dev.carabiner.server.oauth.TokensToRevoke;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Revocation.Receipt;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Tells providers of revocations, until they have confirmed it or there is no use in going on.
/// Locally a revocation was final before this starts.
public final class RevocationJob {
  private static final System.Logger LOG = System.getLogger(RevocationJob.class.getName());

  /// Longer than a call's deadline, so that no other node takes the same work meanwhile.
  private static final Duration LEASE = Duration.ofSeconds(90);

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);
  private static final int PLACES = 20;
  private static final Set<String> OURS_IS_WRONG = Set.of("invalid_client", "unauthorized_client");
  private static final int TRIES = 40;

  private final SessionStore store;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final RevocationCall call;
  private final Vault vault;
  private final Workers workers;
  private final Semaphore places = new Semaphore(PLACES);

  public RevocationJob(
      SessionStore store,
      ConnectedApps apps,
      ProviderClients clients,
      RevocationCall call,
      Vault vault,
      Workers workers) {
    this.store = store;
    this.apps = apps;
    this.clients = clients;
    this.call = call;
    this.vault = vault;
    this.workers = workers;
  }

  /// Begins what is due, as far as places are free: a silent provider keeps its own places and
  /// nobody else waiting.
  public void run() {
    var free = places.availablePermits();
    if (free == 0) return;
    for (var revocation : store.takeDueRevocations(LEASE, free)) {
      places.acquireUninterruptibly();
      workers.start(() -> inItsPlace(revocation));
    }
  }

  private void inItsPlace(Revocation revocation) {
    try {
      work(revocation);
    } catch (RuntimeException failed) {
      // its lease runs out, and it is tried again
      LOG.log(
          System.Logger.Level.ERROR,
          "session " + revocation.session().id() + ": its revocation at the provider failed",
          failed);
    } finally {
      places.release();
    }
  }

  private void work(Revocation revocation) {
    var app = apps.find(revocation.session().app());
    if (app.isEmpty()) {
      end(revocation, Receipt.FAILED, "its app is gone");
      return;
    }
    switch (app.get().keeping().revokeAtProvider()) {
      case NEVER ->
          end(revocation, Receipt.NOT_WANTED, "the app is set never to tell the provider");
      case LAST, ALWAYS -> tell(revocation, app.get());
    }
  }

  private void tell(Revocation revocation, ConnectedApp app) {
    switch (clients.of(app, Purpose.REVOKE)) {
      case ProviderClients.Outcome.Ready(var client) -> tell(revocation, app, client);
      case ProviderClients.Outcome.Unreachable(var why) ->
          again(revocation, Optional.empty(), why, Receipt.FAILED);
      case ProviderClients.Outcome.Unusable(var why) ->
          again(revocation, Optional.empty(), why, Receipt.FAILED);
    }
  }

  private void tell(Revocation revocation, ConnectedApp app, OAuthClient client) {
    var endsAll = client.provider().provider().protocol().revocation().endsWholeGrant();
    if (app.keeping().revokeAtProvider() == RevokeAtProvider.LAST
        && endsAll
        && store.grantIsShared(revocation.session(), revocation.account())) {
      end(
          revocation,
          Receipt.SHARED_GRANT,
          "another live session has, or may have, the same grant");
      return;
    }
    try {
      switch (call.revoke(client, opened(revocation), BeforeSending.GO)) {
        case RevocationReply.Revoked() ->
            end(revocation, Receipt.REVOKED_AT_PROVIDER, "the provider confirmed");
        case RevocationReply.Unsupported _ ->
            end(revocation, Receipt.UNSUPPORTED, "the provider cannot be told");
        case RevocationReply.Refused(var error) -> refused(revocation, error);
        case RevocationReply.NotDone(var why, var after) ->
            again(revocation, after, why, Receipt.FAILED);
        case RevocationReply.InDoubt(var why) ->
            again(revocation, Optional.empty(), why, Receipt.UNCERTAIN);
      }
    } catch (SealBroken broken) {
      end(revocation, Receipt.FAILED, "its tokens do not open");
    }
  }

  /// Wrong client credentials get mended; the tokens are kept until then.
  private void refused(Revocation revocation, String error) {
    if (OURS_IS_WRONG.contains(error)) again(revocation, Optional.empty(), error, Receipt.FAILED);
    else end(revocation, Receipt.FAILED, error);
  }

  private TokensToRevoke opened(Revocation revocation) {
    var tokens = revocation.tokens().orElseThrow();
    var refresh =
        tokens
            .refreshToken()
            .map(sealed ->
                vault.open(
                    sealed,
                    Revocation.binding(revocation.session(), revocation.id(), "refresh_token")));
    var access =
        vault.open(
            tokens.accessToken(),
            Revocation.binding(revocation.session(), revocation.id(), "access_token"));
    return new TokensToRevoke(refresh, Optional.of(access));
  }

  private void again(
      Revocation revocation, Optional<Duration> after, String why, Receipt atTheEnd) {
    if (revocation.tries() + 1 >= TRIES) {
      end(revocation, atTheEnd, why);
      return;
    }
    var exponential = Duration.ofSeconds(1L << Math.min(revocation.tries(), 10));
    var backoff = exponential.compareTo(LONGEST_BACKOFF) < 0 ? exponential : LONGEST_BACKOFF;
    LOG.log(
        System.Logger.Level.WARNING,
        "session {0}: the provider was not told of its revocation, {1}",
        revocation.session().id(),
        why);
    store.update(revocation.again(store.now().plus(after.orElse(backoff))));
  }

  private void end(Revocation revocation, Receipt receipt, String why) {
    LOG.log(
        System.Logger.Level.INFO,
        "session {0}: revocation ended as {1}, {2}",
        revocation.session().id(),
        receipt,
        why);
    store.update(revocation.ended(receipt));
  }
}
