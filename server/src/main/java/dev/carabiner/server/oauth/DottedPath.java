package dev.carabiner.server.oauth;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Finds values in a JSON answer by dotted paths such as `authed_user.id`; a step through a list is
/// its index.
final class DottedPath {
  private DottedPath() {}

  /// The value at `path`; empty when nothing or null is there.
  static Optional<JsonNode> find(JsonNode top, String path) {
    var node = top;
    for (var step : path.split("\\.", -1)) {
      node =
          node.isArray() && step.matches("\\d{1,3}")
              ? node.path(Integer.parseInt(step))
              : node.path(step);
    }
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  /// The first of the paths that leads to a text that is not empty, or to a number or truth value.
  static Optional<String> firstText(JsonNode top, List<String> paths) {
    return paths.stream()
        .flatMap(path -> find(top, path).stream())
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asString)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
