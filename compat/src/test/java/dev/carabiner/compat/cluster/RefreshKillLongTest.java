package dev.carabiner.compat.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real")
@Tag("long")
class RefreshKillLongTest extends RefreshKills {
  @Override
  int runs() {
    return 20;
  }
}
