package dev.carabiner.server.store.engine;

import org.jdbi.v3.core.Handle;

/// A database that is open for reading.
public interface ReadingOnly extends Engine {
  @Override
  default <T> T writeIf(Work<T> work, Verdict<? super T> keep) {
    throw refused();
  }

  @Override
  default void takeTurns(Handle handle, String key) {
    throw refused();
  }

  @Override
  default String takingRows() {
    throw refused();
  }

  @Override
  default boolean isAlone() {
    return false;
  }

  private static IllegalStateException refused() {
    return new IllegalStateException("the store is open for reading");
  }
}
