package dev.carabiner.examples;

import dev.carabiner.client.Connections;
import dev.carabiner.client.FinishOutcome;
import java.util.Optional;

/// Where the browser comes back to. Anybody can make anybody's browser open this address with
/// anything in it, so nothing it says is believed: the session is read from Carabiner, and filed
/// only if it is connected and belongs to the user who is signed in here.
final class Callback {
  private static final System.Logger LOG = System.getLogger(Callback.class.getName());

  private final Connections connections;
  private final SavedConnections saved;
  private final Connect connect;

  Callback(Connections connections, SavedConnections saved, Connect connect) {
    this.connections = connections;
    this.saved = saved;
    this.connect = connect;
  }

  Reply arrived(Visit visit) {
    if (visit.user().isEmpty())
      return Reply.page(
          401,
          Html.page(
              "You are signed out",
              Html.paragraph("Nothing was saved. Sign in, and connect your notes again.")
                  + Html.link("/sign-in", "Sign in")));
    if (visit.query().get("error").isPresent()) return failedElsewhere(visit);
    var session = visit.query().get("session_id");
    if (session.isEmpty()) return Reply.seeOther("/");
    return finish(visit, visit.user().get(), session.get());
  }

  /// An app in `bind` mode sends a `connect_code`; until we have confirmed with it, nobody can read
  /// a token.
  private Reply finish(Visit visit, User user, String session) {
    var outcome =
        visit
            .query()
            .get("connect_code")
            .map(code -> connections.complete(session, code, user.id()))
            .orElseGet(() -> connections.finish(session, user.id()));
    return switch (outcome) {
      case FinishOutcome.Finished _ -> file(user, session);
      case FinishOutcome.NotYours _ -> notYours(user);
      case FinishOutcome.Pending _ ->
          again(
              visit,
              409,
              "Not connected yet",
              "The connection was not finished, and nothing was saved.");
      case FinishOutcome.Failed failed -> failed(visit, user, failed);
    };
  }

  /// On to a clean address: reloading it, or sending it to a friend, does nothing.
  private Reply file(User user, String session) {
    LOG.log(System.Logger.Level.INFO, "user {0} connected session {1}", user.id(), session);
    saved.save(user, session).ifPresent(connect::revoke);
    return Reply.seeOther("/");
  }

  private static Reply notYours(User user) {
    LOG.log(
        System.Logger.Level.WARNING, "user {0} came with a connection of somebody else", user.id());
    return Reply.page(
        403,
        Html.page(
            "This connection is not yours",
            Html.paragraph("It was made by somebody else, so nothing was saved.")
                + Html.paragraph("If someone sent you the link you opened, do not trust it.")
                + Html.link("/", "Back to my page")));
  }

  private static Reply failed(Visit visit, User user, FinishOutcome.Failed failed) {
    LOG.log(
        System.Logger.Level.WARNING,
        "user {0} could not connect: {1}",
        user.id(),
        failed.reason().value());
    return again(
        visit,
        409,
        "Your notes are not connected",
        "The connection did not work, and nothing was saved.");
  }

  private static Reply failedElsewhere(Visit visit) {
    var denied = visit.query().get("error").equals(Optional.of("access_denied"));
    var words =
        denied
            ? "The connection was declined, and nothing was saved."
            : "The connection did not work, and nothing was saved.";
    var reason =
        visit.query().get("error_description").or(() -> visit.query().get("error")).orElse("");
    return tryAgain(
        visit, 200, "Your notes are not connected", Html.paragraph(words) + Html.quoted(reason));
  }

  private static Reply again(Visit visit, int status, String title, String words) {
    return tryAgain(visit, status, title, Html.paragraph(words));
  }

  private static Reply tryAgain(Visit visit, int status, String title, String body) {
    return Reply.page(
        status,
        Html.page(
            title,
            body
                + Html.button("/connect", visit.csrf(), "Try again")
                + Html.link("/", "Back to my page")));
  }
}
