package dev.carabiner.examples;

import dev.carabiner.client.Connections;
import dev.carabiner.client.Reason;
import dev.carabiner.client.TokenOutcome;
import java.time.Duration;

/// The page that uses the connection. The access token is asked for each time, goes to the provider
/// and nowhere else.
final class Notes {
  private static final System.Logger LOG = System.getLogger(Notes.class.getName());

  /// More than a token lives, so that only one that was just made is good enough.
  private static final Duration AS_FRESH_AS_CAN_BE = Duration.ofDays(1);

  private final Connections connections;
  private final SavedConnections saved;
  private final ProviderApi provider;

  Notes(Connections connections, SavedConnections saved, ProviderApi provider) {
    this.connections = connections;
    this.saved = saved;
    this.provider = provider;
  }

  Reply page(Visit visit, User user) {
    return saved
        .of(user)
        .map(session -> page(visit, user, session))
        .orElseGet(() -> Reply.seeOther("/"));
  }

  private Reply page(Visit visit, User user, String session) {
    return switch (connections.token(session)) {
      case TokenOutcome.Ready ready ->
          switch (provider.read(ready.accessToken())) {
            case ProviderApi.Answer.TokenRefused() -> secondTry(visit, user, session);
            case ProviderApi.Answer answer -> shown(visit, answer);
          };
      case TokenOutcome other -> without(visit, user, session, other);
    };
  }

  /// The provider has ended a token before its time. A fresh one tells whether the whole connection
  /// is dead.
  private Reply secondTry(Visit visit, User user, String session) {
    return switch (connections.token(session, AS_FRESH_AS_CAN_BE)) {
      case TokenOutcome.Ready ready -> shown(visit, provider.read(ready.accessToken()));
      case TokenOutcome other -> without(visit, user, session, other);
    };
  }

  private static Reply shown(Visit visit, ProviderApi.Answer answer) {
    return switch (answer) {
      case ProviderApi.Answer.Text(var text) ->
          Reply.page(
              200,
              Html.page(
                  "My notes",
                  "<pre>" + Html.escape(text) + "</pre>\n" + Html.link("/", "Back to my page")));
      case ProviderApi.Answer.TokenRefused() ->
          reconnect(visit, "The provider does not accept your connection.");
      case ProviderApi.Answer.Trouble(var what) -> {
        LOG.log(System.Logger.Level.WARNING, what);
        yield later(Duration.ofSeconds(5));
      }
    };
  }

  private Reply without(Visit visit, User user, String session, TokenOutcome outcome) {
    return switch (outcome) {
      case TokenOutcome.Ready _ -> throw new IllegalArgumentException("there is a token");
      case TokenOutcome.Pending() -> reconnect(visit, "Your notes are not connected yet.");
      case TokenOutcome.ReconnectRequired(var reason) -> {
        if (reason.equals(Reason.INVALID_SESSION)) saved.forget(user, session);
        LOG.log(
            System.Logger.Level.INFO, "user {0} has to reconnect: {1}", user.id(), reason.value());
        yield reconnect(visit, "Your connection has ended. Connect your notes again to go on.");
      }
      case TokenOutcome.TryLater(var after) -> later(after);
    };
  }

  private static Reply reconnect(Visit visit, String words) {
    return Reply.page(
        409,
        Html.page(
            "Your notes cannot be read",
            Html.paragraph(words)
                + Html.button("/connect", visit.csrf(), "Reconnect notes")
                + Html.link("/", "Back to my page")));
  }

  private static Reply later(Duration after) {
    var seconds = Math.max(1, after.toSeconds());
    return Reply.page(
            503,
            Html.page(
                "Your notes cannot be read just now",
                Html.paragraph("Nothing is lost. Try again in " + seconds + " seconds.")
                    + Html.link("/notes", "Try again")))
        .with("Retry-After", Long.toString(seconds));
  }
}
