package dev.carabiner.compat.cluster;

import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("real")
class RevokeKillTest extends RevokeKills {
  @Override
  int runs() {
    return 1;
  }

  /// Which policy it is makes no difference here: the others run with the long tests.
  static List<Policy> policies() {
    return List.of(Policy.STRICT);
  }
}
