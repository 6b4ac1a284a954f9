package dev.carabiner.sandbox.costume;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one provider: its catalogue entry as a tree of maps, lists and plain values.
 *
 * @param tree top-level keys as the catalogue's schema names them
 */
public record Facts(Map<String, ?> tree) {
  private static final String DISCOVERED = "found by discovery";
  private static final List<String> NOT_INHERITED =
      List.of("id", "name", "categories", "depth", "variant_of", "docs", "notes", "deprecated");

  public Facts {
    tree = new LinkedHashMap<>(tree);
  }

  /** The facts of a variant: what it says itself, and for all else what the other provider says. */
  public Facts over(Facts base) {
    Map<String, Object> all = new LinkedHashMap<>(base.tree);
    all.keySet().removeAll(NOT_INHERITED);
    all.putAll(tree);
    return new Facts(all);
  }

  /**
   * The facts of a provider that its issuer alone leads to, with what its discovery will tell:
   * endpoints of its own, clients by Basic, PKCE. Facts that name their endpoints are as they are.
   */
  public Facts discovered() {
    Optional<String> issuer = text("issuer");
    if (issuer.isEmpty() || has("authorization_endpoint") || has("token_endpoint")) {
      return this;
    }
    String stem = issuer.get().endsWith("/") ? issuer.get() : issuer.get() + "/";
    Map<String, Object> all = new LinkedHashMap<>(tree);
    all.put("authorization_endpoint", stem + "authorize");
    all.put("token_endpoint", stem + "token");
    all.putIfAbsent("revocation_endpoint", stem + "revoke");
    all.putIfAbsent("client_auth", "client_secret_basic");
    all.putIfAbsent("pkce", "supported");
    all.put(DISCOVERED, "yes");
    return new Facts(all);
  }

  /** Whether nothing but discovery tells where the endpoints are. */
  boolean areDiscovered() {
    return on(DISCOVERED);
  }

  /** The facts as they are on a day: what was announced for that day or before has come. */
  Facts on(LocalDate day) {
    Optional<String> from = text("successor/from");
    if (from.isEmpty() || day.isBefore(LocalDate.parse(from.get()))) {
      return this;
    }
    Map<String, Object> all = new LinkedHashMap<>(tree);
    branch(find("successor").orElseThrow())
        .forEach((key, value) -> {
          if (!key.equals("from") && !key.equals("note")) {
            all.put(key, value);
          }
        });
    return new Facts(all);
  }

  /** The provider's id. */
  public String id() {
    return need("id");
  }

  /** A plain value by its path, steps parted by slashes, as text. */
  public Optional<String> text(String path) {
    return find(path)
        .filter(value -> !(value instanceof Map) && !(value instanceof List))
        .map(Facts::plain);
  }

  String text(String path, String otherwise) {
    return text(path).orElse(otherwise);
  }

  String need(String path) {
    return text(path).orElseThrow(() -> new IllegalArgumentException("no " + path));
  }

  boolean has(String path) {
    return find(path).isPresent();
  }

  /** Whether a switch is on. */
  boolean on(String path) {
    return text(path).filter(value -> value.equals("yes") || value.equals("true")).isPresent();
  }

  /** A list of plain values; empty where there is none, one value where there is no list. */
  public List<String> texts(String path) {
    Object found = find(path).orElse(List.of());
    if (!(found instanceof List<?> list)) {
      return List.of(plain(found));
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      texts.add(plain(item));
    }
    return texts;
  }

  /** A map of plain values, in its order; empty where there is none. */
  public Map<String, String> map(String path) {
    Map<String, String> map = new LinkedHashMap<>();
    if (find(path).orElse(Map.of()) instanceof Map<?, ?> found) {
      found.forEach((name, value) -> map.put(String.valueOf(name), plain(value)));
    }
    return map;
  }

  /** A list of maps, each with this interface. */
  List<Facts> rows(String path) {
    List<Facts> rows = new ArrayList<>();
    if (find(path).orElse(List.of()) instanceof List<?> list) {
      for (Object item : list) {
        rows.add(new Facts(branch(item)));
      }
    }
    return rows;
  }

  /** Whether the entry has that word among its quirks. */
  boolean quirk(String word) {
    return texts("quirks").contains(word);
  }

  private Optional<Object> find(String path) {
    Object at = tree;
    for (String step : path.split("/", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return Optional.ofNullable(at);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> branch(Object item) {
    return (Map<String, ?>) item;
  }

  private static String plain(Object value) {
    return String.valueOf(value);
  }
}
