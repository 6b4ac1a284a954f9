package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.exchanges.Decision;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.oauth.AuthorizationRequest;
import dev.carabiner.server.oauth.Destination;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.OneTimeValues;
import dev.carabiner.server.oauth.PushedRequests;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.util.Optional;

/// Sends a browser on to the provider. State, verifier and nonce are made here and now, each anew,
/// so that a link that waits in a mailbox holds nothing of them.
final class Sending {
  private final SessionStore store;
  private final Vault vault;
  private final RandomValues random;
  private final RedirectUris redirectUris;

  private final PushedRequests pushed;
  private final FlowEnds ends;

  Sending(
      SessionStore store,
      Vault vault,
      RandomValues random,
      RedirectUris redirectUris,
      PushedRequests pushed,
      FlowEnds ends) {
    this.store = store;
    this.vault = vault;
    this.random = random;
    this.redirectUris = redirectUris;
    this.pushed = pushed;
    this.ends = ends;
  }

  /// Binds the flow to this browser and gives the provider's address; a state given out before is
  /// void.
  ///
  /// @param client speaks for the connection's own values, which the flow keeps
  /// @return empty if another browser was faster
  Optional<NextStep> send(Flow flow, ConnectedApp app, OAuthClient client, FlowCookie cookie) {
    var values =
        new OneTimeValues(
            Secret.of(random.next()), Secret.of(random.next()), Secret.of(random.next()));
    var redirectUri = redirectUris.of(app.key());
    var request =
        new AuthorizationRequest(
            client.beginning(), redirectUri, app.consent(), values, Optional.empty());
    Conversation.knows(values.state(), values.codeVerifier(), values.nonce());
    return switch (pushed.address(request)) {
      case PushedRequests.Outcome.Refused(var error) -> {
        Conversation.decided(
            new Decision(
                Outcome.NOT_DONE,
                Optional.of(error),
                () -> FlowWords.of(store.newestFlow(flow.session()))));
        yield Optional.of(ends.fail(flow, Failure.exchangeRefused(error)));
      }
      case PushedRequests.Outcome.Unreachable _ ->
          Optional.of(
              new NextStep.Stop(
                  new ConnectError.ProviderSilent(app.name()), 503, Optional.of(app)));
      case PushedRequests.Outcome.Ready(var address) -> going(flow, request, address, cookie);
    };
  }

  private Optional<NextStep> going(
      Flow flow, AuthorizationRequest request, URI address, FlowCookie cookie) {
    var values = request.oneTime();
    var issuer = request.client().provider().issuer();
    var sent =
        new Flow.Step.Sent(
            Sha256.hex(values.state().reveal(Reveal.TO_COMPARE)),
            sealedIf(request.hasCodeChallenge(), values.codeVerifier(), flow.binding("verifier")),
            sealedIf(request.hasNonce(), values.nonce(), flow.binding("nonce")),
            issuer.issuer(),
            issuer.promised(),
            request.redirectUriToKeep(),
            store.now().plus(Flows.STATE_LIFETIME),
            new GrantSealer(vault)
                .sealed(Destination.keptWith(request.client()), flow.binding("values")));
    var going =
        new Flow(
            flow.linkHash(),
            flow.session(),
            flow.version() + 1,
            flow.request(),
            Optional.of(cookie.hash()),
            sent);
    if (!store.commit(Change.of(new ReplaceFlow(flow, going)))) return Optional.empty();
    return Optional.of(new NextStep.ToProvider(address.toString(), cookie));
  }

  private Optional<Sealed> sealedIf(boolean needed, Secret value, Binding place) {
    return needed ? Optional.of(vault.seal(value, place)) : Optional.empty();
  }
}
