package dev.carabiner.server.callers;

import java.util.Optional;

/// The machine clients that may call, as they are at this moment: a change counts from the next
/// call on.
@FunctionalInterface
public interface MachineClients {
  /// The client with that id, also when it is disabled.
  ///
  /// @throws dev.carabiner.server.base.Fault when the store does not answer
  Optional<MachineClient> find(String id);
}
