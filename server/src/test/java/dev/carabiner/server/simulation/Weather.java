package dev.carabiner.server.simulation;

import java.util.EnumMap;
import java.util.Map;

/// What goes wrong at the moment, and how often each kind of trouble came so far.
final class Weather {
  /// The kinds of trouble.
  enum Trouble {
    NODE_KILLED,
    NODE_PAUSED,
    STORE_DOWN,
    STORE_FAULT_BEFORE,
    STORE_FAULT_AFTER,
    STORE_SLOW,
    JOURNAL_FAILED,
    JOURNAL_TAIL_LOST,
    PROVIDER_UNREACHABLE,
    REQUEST_LOST,
    ANSWER_LOST,
    ANSWER_LATE,
    STATUS_500,
    STATUS_503,
    STATUS_429,
    HTML,
    INVALID_GRANT_FLAKE,
    SECRET_REFUSED,
    REVOKED_BY_USER,
    READER_LEFT
  }

  /// How the provider behaves at the moment.
  enum Provider {
    WELL,
    UNREACHABLE,
    SILENT,
    UNAVAILABLE,
    HTML,
    SECRET_REFUSED
  }

  private final Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);
  private boolean rough = true;
  private boolean storeDown;
  private Provider provider = Provider.WELL;

  /// Whether single steps may fail.
  boolean isRough() {
    return rough;
  }

  boolean isStoreDown() {
    return storeDown;
  }

  Provider provider() {
    return provider;
  }

  void storeDown(boolean down) {
    if (down) note(Trouble.STORE_DOWN);
    storeDown = down;
  }

  void provider(Provider now) {
    provider = now;
  }

  void note(Trouble trouble) {
    counts.merge(trouble, 1, Integer::sum);
  }

  /// From now on nothing goes wrong any more.
  void clear() {
    rough = false;
    storeDown = false;
    provider = Provider.WELL;
  }

  Map<Trouble, Integer> counts() {
    return counts;
  }
}
