package dev.carabiner.server.exchanges;

import dev.carabiner.server.base.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A body as a tree in which only what is harmless still has its value.
final class Body {
  private static final int DEEPEST = 6;
  private static final int MOST_MEMBERS = 40;
  private static final int MOST_ELEMENTS = 5;
  private static final int SHORTEST_PART = 12;
  private static final Pattern NAME = Pattern.compile("[A-Za-z@$_][A-Za-z0-9_.:$-]{0,39}");
  private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

  private final StruckOut struckOut;
  private final boolean metadata;

  /// @param metadata whether the body describes the provider
  Body(StruckOut struckOut, boolean metadata) {
    this.struckOut = struckOut;
    this.metadata = metadata;
  }

  /// Every text under a name that is not harmless, as a whole and in its longer parts.
  static void texts(JsonNode node, boolean harmless, boolean metadata, Consumer<String> found) {
    if (node.isObject())
      node.properties()
          .forEach(member ->
              texts(
                  member.getValue(), Harmless.member(member.getKey(), metadata), metadata, found));
    else if (node.isArray()) node.forEach(each -> texts(each, harmless, metadata, found));
    else if (node.isString() && !harmless) parts(node.asString(), found);
  }

  /// A secret has no blank in it; a sentence around one has.
  static void parts(String text, Consumer<String> found) {
    var parts = text.split("\\s+", -1);
    if (parts.length == 1) found.accept(text);
    else for (var part : parts) if (part.length() >= SHORTEST_PART) found.accept(part);
  }

  /// The tree.
  JsonNode tree(JsonNode node) {
    return tree(node, "", false, DEEPEST);
  }

  private JsonNode tree(JsonNode node, String name, boolean harmless, int depth) {
    return switch (node) {
      case ObjectNode object ->
          depth == 0 ? text("object, " + object.size()) : object(object, depth);
      case ArrayNode array ->
          depth == 0 ? text("list, " + array.size()) : array(array, name, harmless, depth);
      default -> value(node, name, harmless);
    };
  }

  private JsonNode object(ObjectNode object, int depth) {
    var told = Json.object();
    var left = 0;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      var name = member.getKey();
      if (told.size() >= MOST_MEMBERS || !NAME.matcher(name).matches() || !struckOut.isClean(name))
        left++;
      else
        told.set(name, tree(member.getValue(), name, Harmless.member(name, metadata), depth - 1));
    }
    if (left > 0) told.put("…", StruckOut.SEALED + ", " + left + " more");
    return told;
  }

  private JsonNode array(ArrayNode array, String name, boolean harmless, int depth) {
    var told = Json.array();
    for (var element : array) {
      if (told.size() == MOST_ELEMENTS) {
        told.add("… " + (array.size() - MOST_ELEMENTS) + " more");
        break;
      }
      told.add(tree(element, name, harmless, depth - 1));
    }
    return told;
  }

  private JsonNode value(JsonNode node, String name, boolean harmless) {
    if (node.isBoolean() || node.isNull()) return node;
    if (node.isNumber())
      return Harmless.number(name, metadata) ? node : text(StruckOut.SEALED + ", number");
    if (harmless && node.isString()) return text(struckOut.clean(node.asString()));
    return text(StruckOut.SEALED + ", text of " + node.asString().length());
  }

  private static JsonNode text(String value) {
    return StringNode.valueOf(value);
  }

  /// What is told of a body that is not JSON.
  static ObjectNode other(Optional<String> contentType, int length) {
    var told = Json.object();
    told.put("type", contentType.map(Body::mediaType).orElse("unknown"));
    told.put("length", length);
    return told;
  }

  /// The media type without its parameters.
  static String mediaType(String contentType) {
    var type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.length() <= 60 && TYPE.matcher(type).matches() ? type : StruckOut.SEALED;
  }
}
