package dev.carabiner.sandbox;

import dev.carabiner.sandbox.costume.Wardrobe;
import java.util.Map;
import java.util.Optional;

/**
 * Every address of the sandbox.
 *
 * @param byPath compared with the path as it was sent
 * @param costumed for every path of a costume
 */
record Routes(Map<String, Route> byPath, Route costumed) {
  Routes {
    byPath = Map.copyOf(byPath);
  }

  Optional<Route> find(String path) {
    return path.startsWith(Wardrobe.PATH)
        ? Optional.of(costumed)
        : Optional.ofNullable(byPath.get(path));
  }
}
