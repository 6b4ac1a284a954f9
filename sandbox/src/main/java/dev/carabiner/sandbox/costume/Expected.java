package dev.carabiner.sandbox.costume;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The parameters that one request must and may have; every other one is too many. */
final class Expected {
  private record Rule(boolean must, String words, Predicate<String> fits) {}

  private final Map<String, Rule> rules = new LinkedHashMap<>();

  Expected exactly(String name, String value) {
    return must(name, "must be " + value, value::equals);
  }

  Expected like(String name, String template, Map<String, String> values) {
    return must(
        name,
        "must be " + Blanks.fill(template, values),
        text -> Blanks.fits(template, values, text));
  }

  Expected must(String name, String words, Predicate<String> fits) {
    rules.put(name, new Rule(true, words, fits));
    return this;
  }

  Expected anything(String name) {
    return must(name, "must not be empty", text -> !text.isEmpty());
  }

  Expected may(String name, String words, Predicate<String> fits) {
    rules.put(name, new Rule(false, words, fits));
    return this;
  }

  Expected not(String name) {
    rules.remove(name);
    return this;
  }

  /** What is wrong first; empty when nothing is. Values are not quoted: they may be secret. */
  Optional<String> wrong(Given given) {
    if (given.repeated().isPresent()) {
      return Optional.of(given.repeated().get() + " came twice");
    }
    for (Map.Entry<String, Rule> rule : rules.entrySet()) {
      String value = given.values().get(rule.getKey());
      if (value == null ? rule.getValue().must() : !rule.getValue().fits().test(value)) {
        return Optional.of(
            rule.getKey() + (value == null ? " is missing" : " " + rule.getValue().words()));
      }
    }
    return given.values().keySet().stream()
        .filter(name -> !rules.containsKey(name))
        .findFirst()
        .map(name -> name + " is nothing that the entry names");
  }
}
