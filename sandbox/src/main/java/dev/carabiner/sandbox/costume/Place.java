package dev.carabiner.sandbox.costume;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts values at dotted paths with indices, such as {@code accounts[0].id}, into a JSON tree. */
final class Place {
  private Place() {}

  /** The tree that holds all of it: a list where the paths begin with an index. */
  static Object tree(Map<String, ?> byPath) {
    Map<String, Object> wrapped = new LinkedHashMap<>();
    byPath.forEach(
        (path, value) -> put(wrapped, path.startsWith("[") ? "list" + path : path, value));
    return wrapped.size() == 1 && wrapped.get("list") instanceof List<?> list ? list : wrapped;
  }

  /** Puts one value; what is in its way already stays. */
  static void put(Map<String, Object> root, String path, Object value) {
    String[] steps = path.replace("[", ".[").split("\\.", -1);
    Object at = root;
    for (int step = 0; step < steps.length - 1; step++) {
      boolean listNext = steps[step + 1].startsWith("[");
      at = child(at, steps[step], listNext ? new ArrayList<>() : new LinkedHashMap<>());
    }
    child(at, steps[steps.length - 1], value);
  }

  @SuppressWarnings("unchecked")
  private static Object child(Object at, String step, Object fresh) {
    if (step.startsWith("[")) {
      List<Object> list = (List<Object>) at;
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      while (list.size() <= index) {
        list.add(fresh);
      }
      return list.get(index);
    }
    return ((Map<String, Object>) at).computeIfAbsent(step, name -> fresh);
  }
}
