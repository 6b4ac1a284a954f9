package dev.carabiner.server.api;

import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.Secret;
import java.util.Set;

/// `POST /api/v1/connected_apps/complete`: the back end confirms who connected, where the app is
/// linked by `bind`.
public final class CompleteEndpoint implements Door {
  private static final Set<String> MEMBERS =
      Set.of("session_id", "connect_code", "user_id", "org_code");

  private final Guard guard;
  private final Confirming confirming;

  public CompleteEndpoint(Guard guard, Confirming confirming) {
    this.guard = guard;
    this.confirming = confirming;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/complete", guard.guarding("create:connected_apps", this::complete));
  }

  private Reply complete(Caller caller, Request request) {
    var body = new JsonBody(request.json(MEMBERS));
    var session = SessionId.parse(body.need("session_id"));
    var code = Secret.of(body.need("connect_code"));
    var userId = body.text("user_id");
    var orgCode = body.text("org_code");
    if (userId.isEmpty() && orgCode.isEmpty())
      throw Problem.invalidRequest("user_id or org_code is needed");
    var statement =
        new Confirming.Statement(caller.workspace(), session, code, Owner.parse(userId, orgCode));
    if (!confirming.complete(statement)) throw ApiProblems.invalidSession();
    return RevokeEndpoint.success();
  }
}
