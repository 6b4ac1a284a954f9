package dev.carabiner.server.sessions;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Optional;

/// One connect flow: the way of one browser through our link, the provider, our callback and back
/// to the application.
///
/// @param linkHash SHA-256 of the random part of our link
/// @param session the session that it makes or mends
/// @param version counts changes; every commit names the one it saw
/// @param request what the application asked for
/// @param browser SHA-256 of the cookie that binds the flow to one browser; absent until that
///   browser came
/// @param step where the flow stands
public record Flow(
    String linkHash,
    Session.Key session,
    long version,
    Request request,
    Optional<String> browser,
    Step step) {

  /// What the application asked for.
  ///
  /// @param kind whether it makes a connection or mends one
  /// @param callbackUrl where the browser goes at the end
  /// @param appState returned unchanged at the callback
  /// @param userLabel shown on our pages in place of the user's id
  /// @param linkEnd how long the link opens
  public record Request(
      Kind kind,
      String callbackUrl,
      Optional<String> appState,
      Optional<String> userLabel,
      Instant linkEnd) {}

  /// What a flow is for.
  public enum Kind {
    /// A new session.
    CONNECT,
    /// A session that exists, with the same provider account.
    RECONNECT,
    /// A session that exists, with whatever account the user chooses.
    RECONNECT_ANY_ACCOUNT
  }

  /// Where a flow stands. Each step is reached from the one before by a commit that names the
  /// version it saw, so that of many callbacks at once exactly one goes on to the exchange.
  public sealed interface Step {
    /// The link is out; the user has not gone on.
    record Open() implements Step {}

    /// The browser is at the provider.
    ///
    /// @param stateHash SHA-256 of `state`
    /// @param verifier the sealed PKCE verifier; absent where the provider takes none
    /// @param nonce the sealed nonce; absent without `openid`
    /// @param issuer the issuer expected at the callback; absent where none is known
    /// @param issPromised whether the provider's metadata promises `iss` (RFC 9207)
    /// @param redirectUri byte for byte what the authorization request carried, but for a state in
    ///   it, which the callback brings
    /// @param until when the state dies
    /// @param values the connection's own template variables (a JSON object), sealed to the flow's
    ///   `values`; absent where there are none
    record Sent(
        String stateHash,
        Optional<Sealed> verifier,
        Optional<Sealed> nonce,
        Optional<String> issuer,
        boolean issPromised,
        String redirectUri,
        Instant until,
        Optional<Sealed> values)
        implements Step {}

    /// The code is on its way to the provider. A flow found here after `until` got no answer, and
    /// the code is never sent again.
    record Exchanging(String stateHash, Instant until) implements Step {}

    /// The provider granted.
    ///
    /// @param stateHash so that the same browser gets the same outcome again
    /// @param confirmation what `bind` waits for; absent in the other modes
    /// @param choice the accounts that the grant reaches, while the user has yet to choose one;
    ///   sealed to the flow's `choice`
    record Granted(String stateHash, Optional<Confirmation> confirmation, Optional<Sealed> choice)
        implements Step {
      /// Nothing to choose.
      public Granted(String stateHash, Optional<Confirmation> confirmation) {
        this(stateHash, confirmation, Optional.empty());
      }
    }

    /// It ended without a grant.
    ///
    /// @param stateHash absent when it ended on our own page
    /// @param error the code for the application's callback
    /// @param description our words for it
    record Failed(Optional<String> stateHash, String error, String description) implements Step {}
  }

  /// The confirmation that `bind` asks of the application's back end.
  ///
  /// @param codeHash SHA-256 of the `connect_code` given out last; absent once it is burned
  /// @param until when the unread grant is wiped
  /// @param completedAt when the back end confirmed
  /// @param slot the grant that nobody can read yet, sealed to [#binding]; absent once it is
  ///   confirmed or wiped
  public record Confirmation(
      Optional<String> codeHash,
      Instant until,
      Optional<Instant> completedAt,
      Optional<ProviderGrant> slot) {}

  /// The place that one of the flow's own values is sealed to.
  public Binding binding(String field) {
    return new Binding(session.workspace().name(), session.app().value(), linkHash, field, 0);
  }

  /// The same flow one step on.
  public Flow at(Step next) {
    return new Flow(linkHash, session, version + 1, request, browser, next);
  }

  /// The hash of the state that leads back here, where there is one.
  public Optional<String> stateHash() {
    return switch (step) {
      case Step.Open() -> Optional.empty();
      case Step.Sent sent -> Optional.of(sent.stateHash());
      case Step.Exchanging(var hash, _) -> Optional.of(hash);
      case Step.Granted(var hash, _, _) -> Optional.of(hash);
      case Step.Failed(var hash, _, _) -> hash;
    };
  }
}
