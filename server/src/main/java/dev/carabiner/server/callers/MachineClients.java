package dev.carabiner.server.callers;

import java.util.List;
import java.util.Optional;

/// The machine clients that may call, as they are at this moment: a change counts from the next
/// call on.
@FunctionalInterface
public interface MachineClients {
  /// The client with that id, also when it is disabled.
  ///
  /// @throws dev.carabiner.server.base.Fault when the store does not answer
  Optional<MachineClient> find(String id);

  /// The clients of all `sources`; the first that knows an id counts.
  static MachineClients of(MachineClients... sources) {
    var all = List.of(sources);
    return id -> all.stream().flatMap(source -> source.find(id).stream()).findFirst();
  }
}
