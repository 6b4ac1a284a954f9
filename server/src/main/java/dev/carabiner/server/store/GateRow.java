package dev.carabiner.server.store;

import dev.carabiner.server.governor.GateState;
import dev.carabiner.server.governor.Trouble;
import dev.carabiner.server.governor.Why;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The columns of a gate's state, in the order of the statements.
final class GateRow {
  private static final String FLOWING = "flowing";
  private static final String SHUT = "shut";
  private static final String PROBING = "probing";

  private GateRow() {}

  static GateState state(Row row) throws SQLException {
    var state = row.text();
    var since = row.maybeTime();
    var until = row.maybeTime();
    var node = row.maybeText();
    var trouble = trouble(row);
    return switch (state) {
      case FLOWING -> new GateState.Flowing(since.orElseThrow(), trouble);
      case SHUT -> new GateState.Shut(trouble.orElseThrow(), until.orElseThrow());
      case PROBING ->
          new GateState.Probing(trouble.orElseThrow(), until.orElseThrow(), node.orElseThrow());
      default -> throw new IllegalStateException("a gate cannot be " + state);
    };
  }

  static void bind(Columns columns, GateState state) {
    switch (state) {
      case GateState.Flowing(var since, var after) ->
          bind(columns, FLOWING, Optional.of(since), Optional.empty(), Optional.empty(), after);
      case GateState.Shut(var trouble, var until) ->
          bind(
              columns,
              SHUT,
              Optional.empty(),
              Optional.of(until),
              Optional.empty(),
              Optional.of(trouble));
      case GateState.Probing(var trouble, var until, var node) ->
          bind(
              columns,
              PROBING,
              Optional.empty(),
              Optional.of(until),
              Optional.of(node),
              Optional.of(trouble));
    }
  }

  private static void bind(
      Columns columns,
      String state,
      Optional<Instant> since,
      Optional<Instant> until,
      Optional<String> node,
      Optional<Trouble> trouble) {
    columns
        .text("state", state)
        .time("since", since)
        .time("until", until)
        .text("node", node)
        .time("trouble_since", trouble.map(Trouble::since))
        .number("strikes", trouble.map(Trouble::strikes).orElse(0))
        .text("why", trouble.map(Trouble::why).map(Why::word))
        .text("lone", trouble.flatMap(Trouble::lone))
        .flag("outage", trouble.filter(Trouble::outage).isPresent());
  }

  private static Optional<Trouble> trouble(Row row) throws SQLException {
    var since = row.maybeTime();
    var strikes = row.count();
    var why = row.maybeText();
    var lone = row.maybeText();
    var outage = row.flag();
    return since.map(began ->
        new Trouble(
            began, strikes, Why.valueOf(why.orElseThrow().toUpperCase(Locale.ROOT)), lone, outage));
  }
}
