package dev.carabiner.server.story;

import dev.carabiner.server.m2m.SigningKeys;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A few signing keys for all servers of a test process, since making them costs more than most
/// tests. Servers that are started one after the other have different ones.
final class KeyPairsAtHand {
  private static final List<KeyPair> PAIRS =
      Stream.generate(SigningKeys::newPair).limit(3).toList();
  private static final AtomicInteger USED = new AtomicInteger();

  private KeyPairsAtHand() {}

  static KeyPair next() {
    return PAIRS.get(Math.floorMod(USED.getAndIncrement(), PAIRS.size()));
  }
}
