package dev.carabiner.server.store;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.operators.Tries;
import dev.carabiner.server.store.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Sign-ins tried in vain. Of whom and from where only the hash is kept.
final class SignInTryTable implements Tries {
  private static final String PUT =
      """
      INSERT INTO sign_in_tries (subject, tries, last_at, next_at)
      VALUES (:subject, :tries, :last_at, :next_at)
      ON CONFLICT (subject) DO UPDATE SET
        tries = excluded.tries, last_at = excluded.last_at, next_at = excluded.next_at
      """;

  private final Engine engine;

  SignInTryTable(Engine engine) {
    this.engine = engine;
  }

  private record Counted(long tries, Instant next) {}

  @Override
  public Optional<Duration> admit(String subject, Pace pace, Instant now) {
    var hash = Sha256.hex(subject);
    return engine.write(handle -> {
      engine.takeTurns(handle, "sign-in " + hash);
      var counted = counted(handle, hash).orElse(new Counted(0, now));
      if (counted.next().isAfter(now)) return Optional.of(Duration.between(now, counted.next()));
      var tries = counted.tries() + 1;
      try (var update = handle.createUpdate(PUT)) {
        new Columns(update)
            .text("subject", hash)
            .number("tries", tries)
            .time("last_at", now)
            .time("next_at", now.plus(pace.after(tries)));
        update.execute();
      }
      return Optional.empty();
    });
  }

  @Override
  public void uncount(String subject) {
    engine.write(handle ->
        handle.execute(
            "UPDATE sign_in_tries SET tries = tries - 1, next_at = last_at WHERE subject = ? AND tries > 0",
            Sha256.hex(subject)));
  }

  @Override
  public void clear(String subject) {
    engine.write(handle ->
        handle.execute("DELETE FROM sign_in_tries WHERE subject = ?", Sha256.hex(subject)));
  }

  @Override
  public void forget(Instant before) {
    engine.write(handle ->
        handle.execute("DELETE FROM sign_in_tries WHERE last_at < ?", before.toEpochMilli()));
  }

  private static Optional<Counted> counted(Handle handle, String hash) {
    return handle
        .createQuery("SELECT tries, next_at FROM sign_in_tries WHERE subject = :subject")
        .bind("subject", hash)
        .map((result, _) -> new Counted(result.getLong(1), Instant.ofEpochMilli(result.getLong(2))))
        .findFirst();
  }
}
