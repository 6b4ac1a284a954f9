package dev.carabiner.server.m2m;

import java.util.ArrayList;
import java.util.List;

/// Keeps keys in memory; counts how often it is read.
final class MemorySigningKeyStore implements SigningKeyStore {
  private final List<StoredKey> keys = new ArrayList<>();
  private int reads;

  @Override
  public synchronized List<StoredKey> loadAll() {
    reads++;
    return List.copyOf(keys);
  }

  @Override
  public synchronized void insertIfNone(StoredKey key) {
    if (keys.isEmpty()) keys.add(key);
  }

  synchronized void add(StoredKey key) {
    keys.add(key);
  }

  synchronized int reads() {
    return reads;
  }
}
