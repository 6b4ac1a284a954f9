package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.oauth.RevocationCall;
import dev.carabiner.server.oauth.RevocationReply;
import dev.carabiner.server.oauth.TokensToRevoke;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Revocation.Receipt;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Tells providers of revocations, until they have confirmed it or there is no use in going on.
/// Locally a revocation was final before this starts.
public final class RevocationJob {
  private static final System.Logger LOG = System.getLogger(RevocationJob.class.getName());

  /// Longer than a call's deadline, so that no other node takes the same work meanwhile.
  private static final Duration LEASE = Duration.ofSeconds(90);

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);
  private static final Set<String> OURS_IS_WRONG = Set.of("invalid_client", "unauthorized_client");
  private static final int TRIES = 40;
  private static final int LONGEST_REASON = 300;

  private final SessionStore store;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final RevocationCall call;
  private final Vault vault;
  private final Supplier<Catalogue> catalogue;
  private final Workers workers;
  private final RevocationPlaces places = new RevocationPlaces();

  public RevocationJob(
      SessionStore store,
      ConnectedApps apps,
      ProviderClients clients,
      RevocationCall call,
      Vault vault,
      Supplier<Catalogue> catalogue,
      Workers workers) {
    this.store = store;
    this.apps = apps;
    this.clients = clients;
    this.call = call;
    this.vault = vault;
    this.catalogue = catalogue;
    this.workers = workers;
  }

  /// Begins what is due, as far as places are free.
  public void run() {
    for (var free = places.free(); free > 0; free = places.free()) {
      var due = store.takeDueRevocations(LEASE, free, places.full());
      if (due.isEmpty()) return;
      for (var revocation : due) {
        places.take(revocation.session().app());
        workers.start(() -> inItsPlace(revocation));
      }
    }
  }

  private void inItsPlace(Revocation revocation) {
    try {
      Conversation.about(
          revocation.session(),
          0,
          () -> {
            work(revocation);
            return revocation;
          });
    } catch (RuntimeException failed) {
      // its lease runs out, and it is tried again
      LOG.log(
          System.Logger.Level.ERROR,
          "session " + revocation.session().id() + ": its revocation at the provider failed",
          failed);
    } finally {
      places.giveBack(revocation.session().app());
    }
  }

  private void work(Revocation revocation) {
    var app = apps.findEvenLeaving(revocation.session().app());
    if (app.isEmpty()) {
      end(revocation, Receipt.FAILED, "its app is gone", Optional.empty());
      return;
    }
    switch (app.get().keeping().revokeAtProvider()) {
      case NEVER ->
          end(
              revocation,
              Receipt.NOT_WANTED,
              "the app is set never to tell the provider",
              Optional.empty());
      case LAST, ALWAYS -> tell(revocation, app.get());
    }
  }

  private void tell(Revocation revocation, ConnectedApp app) {
    switch (clients.of(app, new GrantSealer(vault).kept(revocation), Purpose.REVOKE)) {
      case ProviderClients.Outcome.Ready(var client) -> tell(revocation, app, client);
      case ProviderClients.Outcome.Unreachable(var why) ->
          again(revocation, Optional.empty(), why, Receipt.FAILED, Optional.empty());
      case ProviderClients.Outcome.Unusable(var why) ->
          again(revocation, Optional.empty(), why, Receipt.FAILED, Optional.empty());
    }
  }

  private void tell(Revocation revocation, ConnectedApp app, OAuthClient client) {
    if (app.keeping().revokeAtProvider() == RevokeAtProvider.LAST
        && RevocationCall.endsWholeGrant(client.provider())
        && isShared(revocation, app)) {
      end(
          revocation,
          Receipt.SHARED_GRANT,
          "another live session has, or may have, the same grant",
          Optional.empty());
      return;
    }
    var page = page(client.provider().provider());
    try {
      var tokens = opened(revocation);
      tokens.refreshToken().ifPresent(Conversation::knows);
      tokens.accessToken().ifPresent(Conversation::knows);
      var reply = call.revoke(client, tokens, BeforeSending.GO);
      switch (reply) {
        case RevocationReply.Revoked() ->
            end(revocation, Receipt.REVOKED_AT_PROVIDER, confirmed(revocation), page);
        case RevocationReply.Unsupported(var note) ->
            end(revocation, Receipt.UNSUPPORTED, note, page);
        case RevocationReply.Refused(var error) -> refused(revocation, error, page);
        case RevocationReply.NotDone(var why, var after) ->
            again(revocation, after, why, Receipt.FAILED, page);
        case RevocationReply.InDoubt(var why) ->
            again(revocation, Optional.empty(), why, Receipt.UNCERTAIN, page);
      }
    } catch (SealBroken broken) {
      end(revocation, Receipt.FAILED, "its tokens do not open", page);
    }
  }

  private boolean isShared(Revocation revocation, ConnectedApp app) {
    var registration = Registration.of(app, apps.all(), catalogue.get());
    var session = revocation.session();
    return store.grantIsShared(session, registration.apps(), revocation.account())
        || store.grantIsShared(session, registration.variants(), Optional.empty());
  }

  private static String confirmed(Revocation revocation) {
    return revocation.doubtful()
        ? "the provider confirmed, but a newer token may live whose answer never reached us"
        : "the provider confirmed";
  }

  /// Where a person can end the grant, or at least read how.
  private static Optional<String> page(Provider provider) {
    return provider.protocol().revocation().page().or(provider.about()::docs);
  }

  /// Wrong client credentials get mended; the tokens are kept until then.
  private void refused(Revocation revocation, String error, Optional<String> page) {
    if (OURS_IS_WRONG.contains(error))
      again(revocation, Optional.empty(), error, Receipt.FAILED, page);
    else end(revocation, Receipt.FAILED, error, page);
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
      Revocation revocation,
      Optional<Duration> after,
      String why,
      Receipt atTheEnd,
      Optional<String> page) {
    if (revocation.tries() >= TRIES) {
      end(revocation, atTheEnd, why, page);
      return;
    }
    var exponential = Duration.ofSeconds(1L << Math.min(revocation.tries() - 1, 10));
    var backoff = exponential.compareTo(LONGEST_BACKOFF) < 0 ? exponential : LONGEST_BACKOFF;
    LOG.log(
        System.Logger.Level.WARNING,
        "session {0}: the provider was not told of its revocation, {1}",
        revocation.session().id(),
        why);
    var next = store.now().plus(after.orElse(backoff));
    Conversation.decided(RevocationWords.again(atTheEnd, why, revocation.tries(), next));
    store.update(revocation.again(next, brief(why)));
  }

  private void end(Revocation revocation, Receipt receipt, String why, Optional<String> page) {
    Conversation.decided(RevocationWords.ended(receipt, why));
    LOG.log(
        System.Logger.Level.INFO,
        "session {0}: revocation ended as {1}, {2}",
        revocation.session().id(),
        receipt,
        why);
    if (!store.update(revocation.ended(receipt, store.now(), brief(why), page)))
      LOG.log(
          System.Logger.Level.INFO,
          "session {0}: somebody else has taken its revocation up since",
          revocation.session().id());
  }

  private static String brief(String why) {
    return why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON);
  }
}
