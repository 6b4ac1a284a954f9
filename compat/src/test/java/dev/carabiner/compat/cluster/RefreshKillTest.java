package dev.carabiner.compat.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real")
class RefreshKillTest extends RefreshKills {
  @Override
  int runs() {
    return 1;
  }
}
