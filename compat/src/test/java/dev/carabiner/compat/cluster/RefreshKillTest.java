package dev.carabiner.compat.cluster;

import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("real")
class RefreshKillTest extends RefreshKills {
  @Override
  int runs() {
    return 1;
  }

  /// The one that forgives nothing: the others run with the long tests.
  static List<Policy> policies() {
    return List.of(Policy.STRICT);
  }
}
