package dev.carabiner.server.console.sessions;

import dev.carabiner.server.exchanges.Exchange;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.tokens.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A session with everything that its verdict hangs on.
///
/// @param outlook what lies before it
/// @param terms what is known of its provider's grants
/// @param trouble why its token is not renewed at the moment
/// @param refusal the exchange that said that its grant is over
/// @param history how it came to where it is
public record Situation(
    Session session,
    Names names,
    Instant now,
    Outlook outlook,
    Terms terms,
    Optional<Trouble> trouble,
    Optional<Exchange> refusal,
    History history) {

  /// As people call them.
  ///
  /// @param user the account's name or address, or the application's own name for the user
  public record Names(String app, String provider, String user) {}

  /// How long grants live at the provider, where that is known.
  ///
  /// @param hard whatever happens
  /// @param idle without a refresh
  public record Terms(Optional<Duration> hard, Optional<Duration> idle) {
    static final Terms UNKNOWN = new Terms(Optional.empty(), Optional.empty());
  }

  /// Why a token is not renewed.
  public sealed interface Trouble {
    /// The provider does not answer, or with errors of its own.
    ///
    /// @param since the first of its failures in a row
    record Silent(Instant since) implements Trouble {}

    /// The provider asked us to wait.
    record ToldToWait(Instant until) implements Trouble {}

    /// The provider refused, and that decides nothing yet.
    ///
    /// @param word the provider's
    /// @param again when it is asked once more
    record Declined(String word, Instant since, Optional<Instant> again) implements Trouble {}

    /// The provider refuses the app's client credentials.
    ///
    /// @param sessions how many of the app are connected
    record Credentials(AppAlarm alarm, String sessions) implements Trouble {}
  }

  /// How it came to where it is.
  ///
  /// @param flow the newest attempt to connect it
  /// @param newerSince when the session connected that took its place
  /// @param revocation what the provider was told of its end
  /// @param ended when it ended
  public record History(
      Optional<Flow> flow,
      Optional<Instant> newerSince,
      Optional<Revocation> revocation,
      Optional<Instant> ended) {
    static final History NONE =
        new History(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Optional<TokenSet> tokens() {
    return session.grant().tokens();
  }

  /// When the stored token ends; absent for one without end.
  Optional<Instant> tokenEnd() {
    return tokens().flatMap(TokenSet::end);
  }

  /// Whether a read is answered with the stored token.
  boolean isAlive() {
    return tokens().isPresent() && tokenEnd().map(now::isBefore).orElse(true);
  }

  boolean isRenewable() {
    return tokens().flatMap(TokenSet::refreshToken).isPresent();
  }
}
