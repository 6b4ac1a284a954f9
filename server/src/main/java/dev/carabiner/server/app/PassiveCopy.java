package dev.carabiner.server.app;

import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Handler;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Routes;
import java.util.function.UnaryOperator;

/// What makes a server a passive copy: the store's sessions stand still, no request leaves for a
/// provider, and whatever would begin, change or end a connection is refused at the door.
///
/// A backup holds refresh tokens that its original may have used since. A provider that sees such a
/// token twice may end the grant, which is the original's.
final class PassiveCopy {
  static final String AT_START =
      "passive copy: answers with tokens that live, changes no session, asks no provider";

  static final Seams SEAMS =
      new Seams(
          StillSessions::new,
          _ -> (_, _) -> new OutboundAnswer.NotSent(false, "this server is a passive copy"),
          UnaryOperator.identity());

  private static final String BROWSERS = "/connected_apps/";
  private static final String MACHINES = "/oauth2/";
  private static final String AUTH_URL = "/api/v1/connected_apps/auth_url";
  private static final String SENTENCE = "This server is a passive copy; use the original.";

  /// In seconds: a copy stays one, so nobody need be in a hurry.
  private static final String LATER = "60";

  private PassiveCopy() {}

  /// The door with everything refused that a copy must not do: all but reading, and tokens for
  /// machine clients.
  static Door of(Door door) {
    return routes -> {
      var whole = new Routes();
      door.hang(whole);
      whole.hangInto(routes, PassiveCopy::replace);
    };
  }

  private static Handler replace(String method, String pattern, Handler handler) {
    if (pattern.startsWith(BROWSERS)) return _ -> Reply.text(503, SENTENCE + "\n");
    if (pattern.startsWith(MACHINES)) return handler;
    if (method.equals("GET") && !pattern.equals(AUTH_URL)) return handler;
    return _ -> {
      throw new Problem(503, "UNAVAILABLE", SENTENCE).withHeader("Retry-After", LATER);
    };
  }
}
