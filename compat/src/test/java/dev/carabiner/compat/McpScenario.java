package dev.carabiner.compat;

import dev.carabiner.server.base.Json;
import java.net.URI;
import tools.jackson.databind.node.ObjectNode;

/// What a conformance scenario asks of an application.
///
/// @param name as the scenarios' program calls it
/// @param context what it gives the application beforehand, such as a client registered by hand
/// @param server the address of the scenario's MCP server
record McpScenario(String name, ObjectNode context, URI server) {
  /// Reads what the script `mcp-application.mjs` hands over.
  static McpScenario parse(String json) {
    var told = Json.parseObject(json).orElseThrow();
    return new McpScenario(
        told.path("scenario").asString(),
        Json.parseObject(told.path("context").asString()).orElseThrow(),
        URI.create(told.path("server").asString()));
  }
}
