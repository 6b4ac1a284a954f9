package dev.carabiner.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Every request that reached the sandbox, in order of arrival; the last 10,000 of them. */
public final class Ledger {
  /** How many entries are kept. */
  public static final int CAPACITY = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, LedgerEntry> entries = new TreeMap<>();
  private long last;

  Ledger() {}

  /** All entries that are kept, oldest first. A request is in it before it is answered. */
  public List<LedgerEntry> entries() {
    lock.lock();
    try {
      return List.copyOf(entries.values());
    } finally {
      lock.unlock();
    }
  }

  /** The entries of one endpoint, oldest first. */
  public List<LedgerEntry> entries(Endpoint endpoint) {
    return entries().stream().filter(entry -> entry.endpoint() == endpoint).toList();
  }

  /** The token requests of one grant type, oldest first. */
  public List<LedgerEntry> tokenRequests(String grantType) {
    return entries(Endpoint.TOKEN).stream()
        .filter(entry -> entry.grantType().filter(grantType::equals).isPresent())
        .toList();
  }

  LedgerEntry open(Instant time, Endpoint endpoint, Call call) {
    lock.lock();
    try {
      LedgerEntry entry =
          new LedgerEntry(
              ++last,
              time,
              endpoint,
              call.method(),
              Asking.limited(call.path()),
              Asking.of(call),
              LedgerEntry.Outcome.NONE_YET);
      entries.put(entry.number(), entry);
      if (entries.size() > CAPACITY) {
        entries.pollFirstEntry();
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  void close(LedgerEntry entry, LedgerEntry.Outcome outcome) {
    lock.lock();
    try {
      entries.computeIfPresent(entry.number(), (number, open) -> open.ended(outcome));
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }
}
