package dev.carabiner.compat.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real")
class RevokeKillTest extends RevokeKills {
  @Override
  int runs() {
    return 1;
  }
}
