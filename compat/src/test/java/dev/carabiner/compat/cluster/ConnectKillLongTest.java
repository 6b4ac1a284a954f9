package dev.carabiner.compat.cluster;

import org.junit.jupiter.api.Tag;

@Tag("real")
@Tag("long")
class ConnectKillLongTest extends ConnectKills {
  @Override
  int runs() {
    return 20;
  }
}
