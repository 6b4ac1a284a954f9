package dev.carabiner.server.app;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Routes;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/// `/health/live` and `/health/ready`, on the management listener only.
final class ManagementDoor implements Door {
  private final BooleanSupplier ready;
  private final boolean passive;

  /// @param ready whether requests are served: not before the start has ended, not while stopping,
  ///   not without the store
  /// @param passive whether this is a passive copy, which says so
  ManagementDoor(BooleanSupplier ready, boolean passive) {
    this.ready = ready;
    this.passive = passive;
  }

  @Override
  public void hang(Routes routes) {
    routes.get("/health/live", _ -> Reply.json(200, Json.object().put("status", "up")));
    routes.get(
        "/health/ready",
        _ ->
            ready.getAsBoolean()
                ? Reply.json(200, ready())
                : Reply.json(503, Json.object().put("status", "not ready")));
  }

  private ObjectNode ready() {
    var ready = Json.object().put("status", "ready");
    return passive ? ready.put("passive", true) : ready;
  }
}
