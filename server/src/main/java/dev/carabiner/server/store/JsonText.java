package dev.carabiner.server.store;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.base.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists and maps of texts as JSON, the way a column holds them.
final class JsonText {
  private JsonText() {}

  static String of(List<String> list) {
    return list.isEmpty() ? "[]" : Json.write(array(list));
  }

  static String of(Map<String, String> map) {
    return map.isEmpty() ? "{}" : Json.write(object(map));
  }

  static List<String> list(String text) {
    return text.equals("[]") ? List.of() : list(Json.parse(text).orElseThrow(JsonText::damaged));
  }

  static Map<String, String> map(String text) {
    return text.equals("{}") ? Map.of() : map(document(text));
  }

  static ObjectNode document(String text) {
    return Json.parseObject(text).orElseThrow(JsonText::damaged);
  }

  static ArrayNode array(List<String> list) {
    var array = Json.array();
    list.forEach(array::add);
    return array;
  }

  static ObjectNode object(Map<String, String> map) {
    var object = Json.object();
    map.forEach(object::put);
    return object;
  }

  static List<String> list(JsonNode array) {
    var list = new ArrayList<String>();
    array.forEach(each -> list.add(each.asString()));
    return list;
  }

  /// In the order of the document.
  static Map<String, String> map(JsonNode object) {
    var map = new LinkedHashMap<String, String>();
    object.properties().forEach(each -> map.put(each.getKey(), each.getValue().asString()));
    return map;
  }

  static Fault damaged() {
    return new Fault(FaultCode.STORE_UNUSABLE, "A row of the store is damaged");
  }
}
