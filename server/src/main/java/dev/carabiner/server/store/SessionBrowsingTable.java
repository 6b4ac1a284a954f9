package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionBrowsing;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The sessions as a person looks through them.
final class SessionBrowsingTable implements SessionBrowsing {
  private static final String NEEDY = "needs_reconnect";

  /// How many rows a part of a search looks at, whatever it finds.
  private static final int LOOKED_AT = 500;

  /// Above every text that goes on after a beginning.
  private static final String ABOVE = "\uDBFF\uDFFF";

  private static final String SEARCH =
      """
      SELECT %s, <key> FROM sessions
      WHERE workspace = :workspace AND <column> IS NOT NULL
        AND <key> >= :beginning AND <key> < :end <further>
      ORDER BY <key>, id LIMIT :limit
      """
          .formatted(SessionRow.COLUMNS);

  private final Engine engine;

  SessionBrowsingTable(Engine engine) {
    this.engine = engine;
  }

  private record Candidate(Session session, String key) {}

  @Override
  public List<Session> needsYouFirst(
      Workspace workspace, SessionFilter filter, Optional<Cursor> after, int limit) {
    var others = new HashSet<>(filter.states());
    var needy = others.remove(NEEDY) && after.map(Cursor::needy).orElse(true);
    return engine.read(handle -> {
      var page = new ArrayList<Session>();
      if (needy) page.addAll(newest(handle, workspace, filter, Set.of(NEEDY), place(after), limit));
      var among = after.filter(cursor -> !cursor.needy());
      if (page.size() < limit)
        page.addAll(newest(handle, workspace, filter, others, place(among), limit - page.size()));
      return List.copyOf(page);
    });
  }

  private static Optional<PageCursor> place(Optional<Cursor> cursor) {
    return cursor.map(Cursor::place);
  }

  private static List<Session> newest(
      Handle handle,
      Workspace workspace,
      SessionFilter filter,
      Set<String> states,
      Optional<PageCursor> after,
      int limit) {
    return SessionPages.newest(handle, workspace, filter, states, after, limit);
  }

  @Override
  public Found search(
      Workspace workspace,
      Field field,
      String beginning,
      SessionFilter filter,
      Optional<Place> after,
      int limit) {
    var candidates = candidates(workspace, field, beginning, after);
    var found = new ArrayList<Session>();
    for (var candidate : candidates) {
      if (fits(candidate.session(), filter)) found.add(candidate.session());
      if (found.size() == limit) return new Found(found, Optional.of(place(candidate)));
    }
    return new Found(
        found,
        candidates.size() < LOOKED_AT
            ? Optional.empty()
            : Optional.of(place(candidates.getLast())));
  }

  private static Place place(Candidate candidate) {
    return new Place(candidate.key(), candidate.session().key().id());
  }

  private static boolean fits(Session session, SessionFilter filter) {
    return filter.states().contains(session.state().word())
        && filter.appKeys().map(keys -> keys.contains(session.key().app().value())).orElse(true)
        && (filter.userId().isEmpty() || filter.userId().equals(session.owner().userId()))
        && (filter.orgCode().isEmpty() || filter.orgCode().equals(session.owner().orgCode()));
  }

  private List<Candidate> candidates(
      Workspace workspace, Field field, String beginning, Optional<Place> after) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(SEARCH)) {
        query
            .define("column", column(field))
            .define("key", key(field))
            .define(
                "further", after.isPresent() ? "AND (" + key(field) + ", id) > (:key, :id)" : "");
        var from = field == Field.ACCOUNT_ID ? beginning : lower(beginning);
        var columns =
            new Columns(query)
                .text("workspace", workspace.name())
                .text("beginning", from)
                .text("end", from + ABOVE)
                .number("limit", LOOKED_AT);
        after.ifPresent(place -> columns.text("key", place.key()).text("id", place.id().value()));
        return query
            .map((result, _) -> {
              var row = new Row(result);
              return new Candidate(SessionRow.read(row), row.text());
            })
            .list();
      }
    });
  }

  private static String column(Field field) {
    return switch (field) {
      case ACCOUNT_ID -> "account_id";
      case ACCOUNT_NAME -> "account_name";
      case ACCOUNT_EMAIL -> "account_email";
    };
  }

  private static String key(Field field) {
    return field == Field.ACCOUNT_ID ? column(field) : "lower(" + column(field) + ")";
  }

  /// As both databases have it for texts that are compared byte for byte: A to Z only.
  private static String lower(String text) {
    var lower = new StringBuilder(text);
    for (var i = 0; i < lower.length(); i++)
      if (lower.charAt(i) >= 'A' && lower.charAt(i) <= 'Z')
        lower.setCharAt(i, (char) (lower.charAt(i) + ('a' - 'A')));
    return lower.toString();
  }

  @Override
  public List<Count> counts(Workspace workspace, Optional<AppKey> app) {
    return engine.read(handle -> SessionCountTable.counts(handle, workspace, app, COUNTED_TO));
  }
}
