package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;

/// `POST /api/v1/connected_apps/revoke`: ends a session. `session_id` is in the query here too, and
/// there is no body, whatever its content type says.
public final class RevokeEndpoint implements Door {
  private final Guard guard;
  private final Revoking revoking;

  public RevokeEndpoint(Guard guard, Revoking revoking) {
    this.guard = guard;
    this.revoking = revoking;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/revoke", guard.guarding("create:connected_apps", this::revoke));
  }

  private Reply revoke(Caller caller, Request request) {
    var session = ApiProblems.sessionId(request.query().need("session_id"));
    if (!revoking.revoke(caller.workspace(), session)) throw ApiProblems.invalidSession();
    return success();
  }

  /// Exactly the body of the contract.
  static Reply success() {
    return Reply.json(200, Json.object().put("message", "Success").put("code", "OK"));
  }
}
