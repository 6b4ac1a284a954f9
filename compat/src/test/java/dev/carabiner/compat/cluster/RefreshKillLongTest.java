package dev.carabiner.compat.cluster;

import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("real")
@Tag("long")
class RefreshKillLongTest extends RefreshKills {
  @Override
  int runs() {
    return 20;
  }

  static List<Policy> policies() {
    return List.of(Policy.values());
  }
}
