package dev.carabiner.server.m2m;

import java.util.List;

/// Where signing keys are kept; several nodes share it.
public interface SigningKeyStore {
  /// All keys.
  ///
  /// @throws dev.carabiner.server.base.Fault when the store does not answer
  List<StoredKey> loadAll();

  /// Keeps `key` if there is none yet, in one step: of several nodes that start at once, the first
  /// wins and the others change nothing.
  ///
  /// @throws dev.carabiner.server.base.Fault when the store does not answer
  void insertIfNone(StoredKey key);
}
