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
