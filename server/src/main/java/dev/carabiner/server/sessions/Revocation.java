package dev.carabiner.server.sessions;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Optional;

/// The provider's half of a revocation: a durable piece of work with a receipt.
///
/// @param id random, unique
/// @param session whose tokens they are
/// @param account the provider account, where it is known
/// @param tokens the tokens, sealed to [#binding]; wiped when the work has ended
/// @param doubtful whether a refresh was open or in doubt when the session ended, so that a newer
///   token than these may live
/// @param standing how it stands
/// @param kept what was kept of the connection (a JSON object), sealed to [#binding]; wiped with
///   the tokens
public record Revocation(
    String id,
    Session.Key session,
    Optional<ProviderAccount> account,
    Optional<TokenSet> tokens,
    boolean doubtful,
    Standing standing,
    Optional<Sealed> kept) {

  /// The place that a token of the revocation with that id is sealed to.
  public static Binding binding(Session.Key session, String id, String field) {
    return new Binding(session.workspace().name(), session.app().value(), id, field, 0);
  }

  /// How a revocation at the provider stands.
  ///
  /// @param receipt how far it came
  /// @param tries how often it was taken up. Who takes it up raises it, and who records what came
  ///   of it names it: a node that was overtaken changes nothing
  /// @param since when the receipt came to be what it is
  /// @param due when to try next; absent when the work has ended
  /// @param reason why the last try ended as it did, in our words or an OAuth error code
  /// @param page the provider's own page, where the work ended without the provider's word
  public record Standing(
      Receipt receipt,
      int tries,
      Instant since,
      Optional<Instant> due,
      Optional<String> reason,
      Optional<String> page) {

    /// Not begun yet.
    public static Standing queued(Instant now, Instant due) {
      return new Standing(
          Receipt.QUEUED, 0, now, Optional.of(due), Optional.empty(), Optional.empty());
    }
  }

  /// How far a revocation at the provider came.
  public enum Receipt {
    /// Not done yet.
    QUEUED,
    /// The provider confirmed it.
    REVOKED_AT_PROVIDER,
    /// Another live session shares the grant, so the provider was not told.
    SHARED_GRANT,
    /// The provider has no way to be told.
    UNSUPPORTED,
    /// The provider may or may not have heard us, or a token may live that never reached us.
    UNCERTAIN,
    /// The provider refused.
    FAILED,
    /// The app is set never to tell the provider.
    NOT_WANTED
  }

  /// How far it came.
  public Receipt receipt() {
    return standing.receipt();
  }

  /// How often it was taken up.
  public int tries() {
    return standing.tries();
  }

  /// When to try next.
  public Optional<Instant> due() {
    return standing.due();
  }

  /// The same with its end. What was doubtful stays so, whatever the provider confirmed.
  ///
  /// @param page the provider's own page, for a person who has to end the grant there
  public Revocation ended(Receipt end, Instant now, String reason, Optional<String> page) {
    var receipt = doubtful && end == Receipt.REVOKED_AT_PROVIDER ? Receipt.UNCERTAIN : end;
    var ended =
        new Standing(receipt, standing.tries(), now, Optional.empty(), Optional.of(reason), page);
    return new Revocation(
        id, session, account, Optional.empty(), doubtful, ended, Optional.empty());
  }

  /// The same, to be tried again.
  public Revocation again(Instant at, String reason) {
    var waiting =
        new Standing(
            standing.receipt(),
            standing.tries(),
            standing.since(),
            Optional.of(at),
            Optional.of(reason),
            Optional.empty());
    return new Revocation(id, session, account, tokens, doubtful, waiting, kept);
  }
}
