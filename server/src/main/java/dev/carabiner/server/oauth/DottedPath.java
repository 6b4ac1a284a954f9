package dev.carabiner.server.oauth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Finds values in a JSON answer by dotted paths such as `authed_user.id`; a step through a list is
/// its index, as in `data.0.id` or `data[0].id`.
final class DottedPath {
  private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,3})\\]");

  private DottedPath() {}

  /// The value at `path`; empty when nothing or null is there.
  static Optional<JsonNode> find(JsonNode top, String path) {
    var node = top;
    for (var step : steps(path)) {
      node =
          node.isArray() && step.matches("\\d{1,3}")
              ? node.path(Integer.parseInt(step))
              : node.path(step);
    }
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  private static String[] steps(String path) {
    var dotted = INDEX.matcher(path).replaceAll(".$1");
    return (dotted.startsWith(".") ? dotted.substring(1) : dotted).split("\\.", -1);
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
