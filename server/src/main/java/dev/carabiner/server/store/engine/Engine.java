package dev.carabiner.server.store.engine;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// One database, open. Every method throws [dev.carabiner.server.base.Fault] when the database does
/// not answer; the statements see a function `clock_ms()`, the store's clock at that moment in
/// milliseconds.
public interface Engine extends AutoCloseable {
  /// The first row that `sql` finds: one statement, no transaction around it. The statement is kept
  /// prepared where that helps.
  ///
  /// @param keys what the statement's `?` stand for, in order
  <T> Optional<T> findRow(String sql, RowReader<T> reader, String... keys);

  /// Runs statements that change nothing, each seeing what was committed when it began.
  <T> T read(Work<T> work);

  /// Runs `work` in one transaction and makes its changes durable before it returns, or leaves none
  /// of them. May run it again when the database asks for that.
  default <T> T write(Work<T> work) {
    return writeIf(work, Verdict.ALWAYS);
  }

  /// As [#write], but takes every change back when `keep` refuses what `work` gave.
  <T> T writeIf(Work<T> work, Verdict<? super T> keep);

  /// Makes transactions that name the same `key` run one after the other, from here to their end.
  void takeTurns(Handle handle, String key);

  /// What a `SELECT` ends with so that the rows it found are not given to another transaction too.
  String takingRows();

  /// Whether no other process can use the database while this one does.
  boolean isAlone();

  /// Whether the database answers.
  boolean isHealthy();

  /// How often the database was found to be another one than before, one that may lack what was
  /// committed last: a standby that lagged and was promoted, a backup that was restored. Counts
  /// from the opening.
  default int turnovers() {
    return 0;
  }

  /// Ends what is under way, then lets go of the database.
  @Override
  void close();

  /// Statements on one connection.
  @FunctionalInterface
  interface Work<T> {
    /// Runs them.
    T run(Handle handle);
  }

  /// Whether a transaction is to stay.
  @FunctionalInterface
  interface Verdict<T> {
    /// Keeps every transaction that did not throw.
    Verdict<Object> ALWAYS = anything -> true;

    /// True to commit, false to take everything back.
    boolean keeps(T result);
  }
}
