package dev.carabiner.server.sessions;

import dev.carabiner.vault.Binding;
import java.time.Instant;
import java.util.Optional;

/// The provider's half of a revocation: a durable piece of work with a receipt.
///
/// @param id random, unique
/// @param session whose tokens they are
/// @param account the provider account, where it is known
/// @param tokens the tokens, sealed to [#binding]; wiped when the work has ended
/// @param receipt how it stands
/// @param tries how often the provider was asked
/// @param due when to try next; absent when the work has ended
public record Revocation(
    String id,
    Session.Key session,
    Optional<ProviderAccount> account,
    Optional<TokenSet> tokens,
    Receipt receipt,
    int tries,
    Optional<Instant> due) {

  /// The place that a token of the revocation with that id is sealed to.
  public static Binding binding(Session.Key session, String id, String field) {
    return new Binding(session.workspace().name(), session.app().value(), id, field, 0);
  }

  /// How a revocation at the provider stands.
  public enum Receipt {
    /// Not done yet.
    QUEUED,
    /// The provider confirmed it.
    REVOKED_AT_PROVIDER,
    /// Another live session shares the grant, so the provider was not told.
    SHARED_GRANT,
    /// The provider has no way to be told.
    UNSUPPORTED,
    /// The provider may or may not have heard us.
    UNCERTAIN,
    /// The provider refused.
    FAILED,
    /// The app is set never to tell the provider.
    NOT_WANTED
  }

  /// The same with its end.
  public Revocation ended(Receipt end) {
    return new Revocation(id, session, account, Optional.empty(), end, tries + 1, Optional.empty());
  }

  /// The same, to be tried again.
  public Revocation again(Instant at) {
    return new Revocation(id, session, account, tokens, receipt, tries + 1, Optional.of(at));
  }
}
