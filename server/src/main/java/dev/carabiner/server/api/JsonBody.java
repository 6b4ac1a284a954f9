package dev.carabiner.server.api;

import dev.carabiner.server.web.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The members of a request's JSON object, read with the complaint that each deserves.
record JsonBody(ObjectNode members) {
  /// A text that must be there and not be empty.
  String need(String name) {
    return text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> Problem.invalidRequest(name + " is missing"));
  }

  /// A text that may be left out.
  Optional<String> text(String name) {
    var value = members.get(name);
    if (value == null || value.isNull()) return Optional.empty();
    if (!value.isString()) throw Problem.invalidRequest(name + " must be a string");
    return Optional.of(value.stringValue());
  }

  /// A truth value that may be left out.
  boolean flag(String name, boolean absent) {
    var value = members.get(name);
    if (value == null || value.isNull()) return absent;
    if (!value.isBoolean()) throw Problem.invalidRequest(name + " must be true or false");
    return value.booleanValue();
  }

  /// A map of texts that must be there.
  Map<String, String> texts(String name) {
    if (!(members.get(name) instanceof ObjectNode object))
      throw Problem.invalidRequest(name + " must be an object of strings");
    var texts = new LinkedHashMap<String, String>();
    for (var member : object.properties()) {
      if (!member.getValue().isString())
        throw Problem.invalidRequest(name + "." + member.getKey() + " must be a string");
      texts.put(member.getKey(), member.getValue().stringValue());
    }
    return Collections.unmodifiableMap(texts);
  }
}
