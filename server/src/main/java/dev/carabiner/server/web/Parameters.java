package dev.carabiner.server.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a query or a form, in the order sent. Immutable.
public final class Parameters {
  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /// Reads `application/x-www-form-urlencoded` text. Characters that need no escape to be told
  /// apart, such as `:` and `/`, may stand as they are.
  ///
  /// @throws Problem 400 `INVALID_REQUEST` for a broken escape or what is not UTF-8
  public static Parameters parse(String encoded) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) continue;
      var equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  /// The value of a parameter that may be left out; the empty text when it is there without one.
  ///
  /// @throws Problem 400 `INVALID_REQUEST` when it is there more than once
  public Optional<String> one(String name) {
    var all = all(name);
    if (all.size() > 1) throw Problem.invalidRequest("parameter " + name + " is there twice");
    return all.stream().findFirst();
  }

  /// The value of a parameter that must be there.
  ///
  /// @throws Problem 400 `INVALID_REQUEST` when it is missing, empty or there more than once
  public String need(String name) {
    return one(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> Problem.invalidRequest("parameter " + name + " is missing"));
  }

  /// All values of a parameter in the order sent; empty when it is not there.
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /// The names, in the order sent.
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /// Whether there is no parameter at all.
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// Decodes one name or value of a form.
  ///
  /// @throws Problem 400 `INVALID_REQUEST` for a broken escape or what is not UTF-8
  public static String decode(String encoded) {
    return PercentCoding.decode(encoded, true)
        .orElseThrow(() -> Problem.invalidRequest("the parameters are not percent-encoded UTF-8"));
  }
}
