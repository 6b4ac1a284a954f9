package dev.carabiner.compat.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real")
@Tag("long")
class RevokeKillLongTest extends RevokeKills {
  @Override
  int runs() {
    return 20;
  }
}
