package dev.carabiner.compat.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real")
class ConnectKillTest extends ConnectKills {
  @Override
  int runs() {
    return 1;
  }
}
