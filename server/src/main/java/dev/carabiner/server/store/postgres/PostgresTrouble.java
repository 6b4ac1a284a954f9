package dev.carabiner.server.store.postgres;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.SqlTrouble;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/// What PostgreSQL's SQLSTATE codes mean for us (PostgreSQL manual, appendix A).
final class PostgresTrouble {
  private static final Set<String> REPEATABLE = Set.of("40001", "40P01");
  private static final Set<String> WHO_WE_ARE = Set.of("28000", "28P01");

  /// Classes of codes that mean a statement of ours is wrong: no data, data, constraint, syntax.
  private static final Set<String> OURS = Set.of("02", "22", "23", "42");

  private PostgresTrouble() {}

  /// Whether the database took the whole transaction back and asks for another try.
  static boolean isRepeatable(Throwable problem) {
    return SqlTrouble.in(problem).filter(sql -> REPEATABLE.contains(state(sql))).isPresent();
  }

  /// What to throw in place of `problem`: a fault for trouble of the database, anything else as it
  /// is.
  static RuntimeException translate(RuntimeException problem) {
    if (problem instanceof Fault) return problem;
    return SqlTrouble.in(problem).map(PostgresTrouble::translate).orElse(problem);
  }

  /// What to throw in place of `trouble`.
  static RuntimeException translate(SQLException outer) {
    var trouble = SqlTrouble.in(outer).orElse(outer);
    var state = state(trouble);
    if (WHO_WE_ARE.contains(state))
      return new Fault(
          FaultCode.STORE_UNUSABLE, "The database refuses our user or password", trouble);
    if (state.equals("3D000"))
      return new Fault(FaultCode.STORE_UNUSABLE, "The database does not exist", trouble);
    if (state.equals("42501"))
      return new Fault(
          FaultCode.STORE_UNUSABLE, "The database does not let us use its tables", trouble);
    if (state.equals("53100"))
      return new Fault(FaultCode.STORE_UNAVAILABLE, "The store's disk is full", trouble);
    if (state.equals("25006"))
      return new Fault(FaultCode.STORE_UNAVAILABLE, "The store cannot be written", trouble);
    if (state.length() == 5 && OURS.contains(state.substring(0, 2)))
      return new IllegalStateException("The store refused a statement", trouble);
    return new Fault(FaultCode.STORE_UNAVAILABLE, "The store does not answer", trouble);
  }

  /// Whether the server was not reached, or is only starting or stopping; anything else it has said
  /// itself, and will say again.
  static boolean isOfTheWay(SQLException trouble) {
    var state = state(trouble);
    return state.startsWith("08") || state.startsWith("57P");
  }

  /// The SQLSTATE; empty if there is none.
  static String state(SQLException trouble) {
    return Optional.ofNullable(trouble.getSQLState()).orElse("");
  }
}
