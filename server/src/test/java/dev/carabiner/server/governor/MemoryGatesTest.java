package dev.carabiner.server.governor;

import java.time.InstantSource;

/// The fake keeps the contract too.
class MemoryGatesTest implements GatesContract {
  private final Gates gates = new MemoryGates(InstantSource.system());

  @Override
  public Gates gates() {
    return gates;
  }
}
