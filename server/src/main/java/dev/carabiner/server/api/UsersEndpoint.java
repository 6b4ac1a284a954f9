package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;

/// `DELETE /api/v1/connected_apps/users/{user_id}`: revokes and forgets everything of a user.
public final class UsersEndpoint implements Door {
  private final Guard guard;
  private final Revoking revoking;

  public UsersEndpoint(Guard guard, Revoking revoking) {
    this.guard = guard;
    this.revoking = revoking;
  }

  @Override
  public void hang(Routes routes) {
    routes.delete(
        "/api/v1/connected_apps/users/{user_id}",
        guard.guarding("delete:connected_apps", this::forget));
  }

  private Reply forget(Caller caller, Request request) {
    var userId = request.pathValue("user_id");
    if (!Owner.allows(userId))
      throw Problem.invalidRequest("user_id must be 1 to 255 bytes without control characters");
    return Reply.json(
        200, Json.object().put("sessions", revoking.forgetUser(caller.workspace(), userId)));
  }
}
