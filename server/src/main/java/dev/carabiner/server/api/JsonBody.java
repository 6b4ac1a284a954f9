package dev.carabiner.server.api;

import dev.carabiner.server.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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

  /// A point in time in the layout of RFC 3339 that may be left out.
  Optional<Instant> time(String name) {
    try {
      return text(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notATime) {
      throw Problem.invalidRequest(name + " must be a time such as 2026-11-23T22:22:36Z");
    }
  }

  /// A whole number that may be left out.
  OptionalInt number(String name) {
    var value = members.get(name);
    if (value == null || value.isNull()) return OptionalInt.empty();
    if (!value.isInt()) throw Problem.invalidRequest(name + " must be a whole number");
    return OptionalInt.of(value.intValue());
  }

  /// A truth value that may be left out.
  boolean flag(String name, boolean absent) {
    var value = members.get(name);
    if (value == null || value.isNull()) return absent;
    if (!value.isBoolean()) throw Problem.invalidRequest(name + " must be true or false");
    return value.booleanValue();
  }

  /// A truth value that may be left out.
  Optional<Boolean> flag(String name) {
    var value = members.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(flag(name, false));
  }

  /// A list of texts that may be left out.
  Optional<List<String>> list(String name) {
    var value = members.get(name);
    if (value == null || value.isNull()) return Optional.empty();
    if (!(value instanceof ArrayNode array) || !array.valueStream().allMatch(JsonNode::isString))
      throw Problem.invalidRequest(name + " must be an array of strings");
    return Optional.of(array.valueStream().map(JsonNode::stringValue).toList());
  }

  /// A whole number that may be left out.
  long number(String name, long absent, long least, long most) {
    var value = members.get(name);
    if (value == null || value.isNull()) return absent;
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      var number = value.longValue();
      if (number >= least && number <= most) return number;
    }
    throw Problem.invalidRequest(name + " must be a number from " + least + " to " + most);
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
