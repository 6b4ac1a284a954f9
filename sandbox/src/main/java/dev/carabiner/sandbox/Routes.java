package dev.carabiner.sandbox;

import java.util.Map;
import java.util.Optional;

/**
 * Every address of the sandbox.
 *
 * @param byPath compared with the path as it was sent
 */
record Routes(Map<String, Route> byPath) {
  Routes {
    byPath = Map.copyOf(byPath);
  }

  Optional<Route> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }
}
