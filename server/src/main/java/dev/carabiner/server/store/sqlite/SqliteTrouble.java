package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.SqlTrouble;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite's result codes mean for us.
final class SqliteTrouble {
  private static final int PRIMARY_CODE = 0xff;

  private SqliteTrouble() {}

  /// What to throw in place of `problem`: a fault for trouble of the database, anything else as it
  /// is.
  static RuntimeException translate(RuntimeException problem) {
    if (problem instanceof Fault) return problem;
    return SqlTrouble.in(problem).map(SqliteTrouble::translate).orElse(problem);
  }

  /// What to throw in place of `trouble`.
  static RuntimeException translate(SQLException trouble) {
    if (!(trouble instanceof SQLiteException sqlite))
      return unavailable("The store does not answer", trouble);
    return switch (primary(sqlite)) {
      case SQLITE_FULL -> unavailable("The store's disk is full", trouble);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          unavailable("The store cannot be written", trouble);
      case SQLITE_NOTADB ->
          new Fault(FaultCode.STORE_UNUSABLE, "The store's file is not a SQLite database", trouble);
      case SQLITE_CORRUPT ->
          new Fault(
              FaultCode.STORE_UNUSABLE, "The store's file is damaged; restore a backup", trouble);
      case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_ERROR ->
          new IllegalStateException("The store refused a statement", trouble);
      default -> unavailable("The store does not answer", trouble);
    };
  }

  private static Fault unavailable(String sentence, SQLException trouble) {
    return new Fault(FaultCode.STORE_UNAVAILABLE, sentence, trouble);
  }

  private static SQLiteErrorCode primary(SQLiteException trouble) {
    return SQLiteErrorCode.getErrorCode(trouble.getResultCode().code & PRIMARY_CODE);
  }
}
