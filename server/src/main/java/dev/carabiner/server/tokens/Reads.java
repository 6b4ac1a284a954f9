package dev.carabiner.server.tokens;

import dev.carabiner.server.sessions.CareStore;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who has read, noted in memory and written down now and then: a read itself writes nothing. A
/// node that dies loses what it has noted since; then somebody's next read waits for a refresh that
/// could have been done ahead.
final class Reads {
  /// Between two times of writing down.
  static final Duration PAUSE = Duration.ofSeconds(20);

  private static final Duration NOTED_AGAIN = Duration.ofHours(1);
  private static final int MOST = 100_000;
  private static final int BATCH = 500;

  private final ConcurrentHashMap<Session.Key, CareStore.Read> noted = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Session.Key, Written> written = new ConcurrentHashMap<>();
  private volatile Instant last = Instant.EPOCH;

  private record Written(long generation, Instant at) {}

  /// Notes that the reading's token is handed out.
  void note(Reading reading) {
    var session = reading.session();
    if (isWritten(session, reading.now()) || noted.size() >= MOST) return;
    noted.put(
        session.key(),
        new CareStore.Read(
            session.key(), session.renewal().generation(), reading.now(), look(reading)));
  }

  private boolean isWritten(Session session, Instant now) {
    var known = written.get(session.key());
    return known != null
        && known.generation() == session.renewal().generation()
        && now.isBefore(known.at().plus(NOTED_AGAIN));
  }

  /// Without a known end nothing else brings the session's keep-alive up to date.
  private static Optional<Instant> look(Reading reading) {
    var session = reading.session();
    var tokens = session.grant().tokens();
    if (session.supersededBy().isPresent() || tokens.flatMap(TokenSet::refreshToken).isEmpty())
      return Optional.empty();
    var end = tokens.flatMap(TokenSet::end);
    if (end.isEmpty()) return Optional.of(reading.now());
    return Outlook.aheadOf(session, tokens.get());
  }

  /// Writes down what has been noted, if that is due.
  void flush(CareStore store, Instant now) {
    if (now.isBefore(last.plus(PAUSE))) return;
    last = now;
    if (written.size() >= MOST) written.clear();
    var batch = new ArrayList<CareStore.Read>(BATCH);
    for (var read : noted.values()) {
      batch.add(read);
      if (batch.size() == BATCH) write(store, batch);
    }
    write(store, batch);
  }

  private void write(CareStore store, List<CareStore.Read> batch) {
    store.noteReads(List.copyOf(batch));
    for (var read : batch) {
      noted.remove(read.session(), read);
      written.put(read.session(), new Written(read.generation(), read.at()));
    }
    batch.clear();
  }
}
