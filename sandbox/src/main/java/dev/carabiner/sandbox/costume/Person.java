package dev.carabiner.sandbox.costume;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who consents: the account, as the provider tells of it. */
public record Person(String id, String name, String email) {
  static Person of(Facts facts) {
    return new Person("person-at-" + facts.id(), "Ada Lovelace", "ada@" + facts.id() + ".example");
  }

  /** The standard claims of OpenID Connect Core section 5.1. */
  Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", id);
    claims.put("name", name);
    claims.put("email", email);
    return claims;
  }

  /** The answer of an endpoint that the entry tells the paths of, the first of each list. */
  Map<String, Object> at(Facts facts, String key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    put(tree, facts.texts(key + "/id"), id);
    put(tree, facts.texts(key + "/name"), name);
    put(tree, facts.texts(key + "/email"), email);
    return tree;
  }

  private static void put(Map<String, Object> tree, List<String> paths, String value) {
    paths.stream().findFirst().ifPresent(path -> Place.put(tree, path, value));
  }
}
