package dev.carabiner.server.setup;

import dev.carabiner.server.callers.Workspace;
import java.util.List;
import java.util.Optional;

/// Where machine clients are kept one by one.
public interface ClientStore {
  /// The clients of a workspace, by id.
  ///
  /// @param after the id to go on behind
  List<KeptClient> list(Workspace workspace, Optional<String> after, int limit);

  /// A client of that workspace.
  Optional<KeptClient> find(Workspace workspace, String id);

  /// How many clients a workspace has.
  int count(Workspace workspace);

  /// Adds a client.
  ///
  /// @return false if its id is taken
  boolean add(KeptClient client);

  /// Puts `changed` in place of `seen`, whose id and workspace it has.
  ///
  /// @return false if `seen` is no longer what is stored
  boolean replace(KeptClient seen, KeptClient changed);

  /// Removes a client.
  ///
  /// @return false if `seen` is no longer what is stored
  boolean remove(KeptClient seen);
}
