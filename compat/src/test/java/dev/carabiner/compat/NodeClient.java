package dev.carabiner.compat;

import dev.carabiner.server.base.Json;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// An official client for Node.js, in a process of its own.
final class NodeClient implements OfficialClient {
  private final NodeProcess process;

  private NodeClient(NodeProcess process) {
    this.process = process;
  }

  /// @param script the name of its script, which is the package's
  static NodeClient start(String script, URI base) {
    return new NodeClient(
        NodeProcess.start(
            script + ".mjs", base.toString(), Installation.CLIENT_ID, Installation.SECRET));
  }

  /// @param environment all that the client is told
  static NodeClient start(String script, Map<String, String> environment) {
    return new NodeClient(NodeProcess.start(environment, script + ".mjs"));
  }

  @Override
  public String machineToken() {
    return process.value("machineToken", Map.of()).asString();
  }

  @Override
  public Reply authUrl(String keyCodeRef, String userId) {
    return call("authUrl", Map.of("keyCodeRef", keyCodeRef, "userId", userId));
  }

  @Override
  public Reply token(String sessionId) {
    return call("token", Map.of("sessionId", sessionId));
  }

  @Override
  public Reply revoke(String sessionId) {
    return call("revoke", Map.of("sessionId", sessionId));
  }

  @Override
  public void close() {
    process.close();
  }

  private Reply call(String name, Map<String, String> given) {
    var answer = process.ask(name, given);
    if (answer.has("failed")) return failure(answer.path("failed"));
    var members = new TreeMap<String, String>();
    answer.path("value").properties().forEach(member -> members.put(member.getKey(), text(member)));
    return new Reply.Success(members);
  }

  private static String text(Map.Entry<String, JsonNode> member) {
    return member.getValue().asString();
  }

  private static Reply failure(JsonNode failed) {
    if (!failed.path("status").isInt())
      throw new AssertionError("the client failed by itself: " + Json.write(failed));
    var code = failed.path("body").path("errors").path(0).path("code").asString();
    return new Reply.Failure(failed.path("status").asInt(), code);
  }
}
