package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Concerns;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What about sessions concerns a person.
final class ConcernTable implements Concerns {
  private static final String BROKEN =
      """
      SELECT app_key, reason, COUNT(*), MIN(state_since),
        SUM(CASE WHEN state_since >= :recently THEN 1 ELSE 0 END),
        MIN(CASE WHEN state_since >= :recently THEN state_since END)
      FROM (
        SELECT app_key, reason, state_since FROM sessions
        WHERE workspace = :workspace AND state = 'needs_reconnect'
        ORDER BY state_since DESC LIMIT :limit) AS newest
      GROUP BY app_key, reason
      """;

  private static final String ADDRESSES =
      """
      SELECT app_key, reason, account_email FROM sessions
      WHERE workspace = :workspace AND state = 'needs_reconnect'
      ORDER BY state_since DESC LIMIT :limit
      """;

  private static final String ENDING =
      """
      SELECT %s, forecast_for FROM sessions
      WHERE workspace = :workspace AND state = 'connected' AND forecast_for IS NOT NULL
        AND forecast_for >= :from AND forecast_for < :to
      ORDER BY forecast_for LIMIT :limit
      """
          .formatted(SessionRow.COLUMNS);

  private static final String CONNECTED =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM sessions
        WHERE workspace = :workspace AND app_key IN (<apps>) AND state = 'connected'
        LIMIT :limit) AS found
      """;

  private final Engine engine;

  ConcernTable(Engine engine) {
    this.engine = engine;
  }

  private record Cause(AppKey app, Reason reason) {}

  @Override
  public List<Broken> broken(Workspace workspace, Instant recently) {
    return engine.read(handle -> {
      var groups = groups(handle, workspace, recently);
      var exact = groups.stream().mapToLong(each -> each.all().number()).sum() <= COUNTED_TO;
      Map<Cause, List<String>> hosts = groups.isEmpty() ? Map.of() : hosts(handle, workspace);
      return groups.stream()
          .map(each ->
              new Broken(
                  each.app(),
                  each.reason(),
                  new Amount(Math.min(each.all().number(), COUNTED_TO), exact),
                  each.since(),
                  each.recent(),
                  hosts.getOrDefault(new Cause(each.app(), each.reason()), List.of())))
          .sorted(
              Comparator.comparingLong((Broken each) -> -each.all().number())
                  .thenComparing(each -> each.app().value()))
          .toList();
    });
  }

  private static List<Broken> groups(Handle handle, Workspace workspace, Instant recently) {
    try (var query = handle.createQuery(BROKEN)) {
      new Columns(query)
          .text("workspace", workspace.name())
          .time("recently", recently)
          .number("limit", COUNTED_TO + 1L);
      return query.map((result, _) -> group(new Row(result))).list();
    }
  }

  private static Broken group(Row row) throws SQLException {
    return new Broken(
        new AppKey(row.text()),
        new Reason(row.text()),
        new Amount(row.number(), true),
        row.maybeTime(),
        new Recent(row.number(), row.maybeTime()),
        List.of());
  }

  private static Map<Cause, List<String>> hosts(Handle handle, Workspace workspace) {
    record Address(Cause cause, String host) {}
    try (var query = handle.createQuery(ADDRESSES)) {
      new Columns(query).text("workspace", workspace.name()).number("limit", SAMPLED);
      var addresses =
          query
              .map((result, _) -> {
                var row = new Row(result);
                var cause = new Cause(new AppKey(row.text()), new Reason(row.text()));
                return new Address(cause, host(row.maybeText().orElse("")));
              })
              .list();
      return addresses.stream()
          .filter(each -> !each.host().isEmpty())
          .collect(
              Collectors.groupingBy(
                  Address::cause,
                  HashMap::new,
                  Collectors.mapping(Address::host, Collectors.toList())));
    }
  }

  private static String host(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Ending> ending(Workspace workspace, Instant from, Instant to, int limit) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(ENDING)) {
        FigureTables.span(query, from, to)
            .text("workspace", workspace.name())
            .number("limit", limit);
        return query
            .map((result, _) -> {
              var row = new Row(result);
              return new Ending(SessionRow.read(row), row.time());
            })
            .list();
      }
    });
  }

  @Override
  public Amount connected(Workspace workspace, Set<AppKey> apps) {
    if (apps.isEmpty()) return new Amount(0, true);
    return engine.read(handle -> {
      try (var query = handle.createQuery(CONNECTED)) {
        query.bindList("apps", apps.stream().map(AppKey::value).sorted().toList());
        new Columns(query).text("workspace", workspace.name()).number("limit", COUNTED_TO + 1L);
        var some = query.map((result, _) -> new Row(result).number()).one();
        return new Amount(Math.min(some, COUNTED_TO), some <= COUNTED_TO);
      }
    });
  }
}
