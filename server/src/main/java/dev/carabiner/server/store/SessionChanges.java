package dev.carabiner.server.store;

import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.store.engine.Engine;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Makes a change's steps real in one transaction.
final class SessionChanges {
  private static final String INSERT =
      """
      INSERT INTO sessions (
        workspace, app_key, id, user_id, org_code, state, reason,
        access_token, refresh_token, token_start, token_end, requested, granted,
        account_id, account_name, account_email, kept, grant_end,
        generation, fence, claim_node, claim_until, next_try, tries, denied_since, in_doubt_since,
        orphan, created_at, connected_at, refreshed_at, due_at, last_read, superseded_by, metadata,
        state_since)
      VALUES (
        :workspace, :app_key, :id, :user_id, :org_code, :state, :reason,
        :access_token, :refresh_token, :token_start, :token_end, :requested, :granted,
        :account_id, :account_name, :account_email, :kept, :grant_end,
        :generation, :fence, :claim_node, :claim_until, :next_try, :tries, :denied_since,
        :in_doubt_since, :orphan,
        :created_at, :connected_at, :refreshed_at, :due_at, :last_read, :superseded_by, :metadata,
        clock_ms())
      """;

  private static final String REPLACE =
      """
      UPDATE sessions SET
        user_id = :user_id, org_code = :org_code, state = :state, reason = :reason,
        state_since = CASE WHEN state = :state THEN state_since ELSE clock_ms() END,
        access_token = :access_token, refresh_token = :refresh_token,
        token_start = :token_start, token_end = :token_end,
        requested = :requested, granted = :granted,
        account_id = :account_id, account_name = :account_name, account_email = :account_email,
        kept = :kept, grant_end = :grant_end,
        orphan = CASE WHEN generation < :generation THEN NULL ELSE orphan END,
        care_at = CASE WHEN :state <> 'connected' THEN NULL
          WHEN generation < :generation THEN clock_ms() ELSE care_at END,
        forecast_for =
          CASE WHEN connected_at IS DISTINCT FROM :connected_at THEN NULL ELSE forecast_for END,
        generation = :generation, fence = :fence,
        claim_node = :claim_node, claim_until = :claim_until, next_try = :next_try,
        tries = :tries, denied_since = :denied_since, in_doubt_since = :in_doubt_since,
        created_at = :created_at, connected_at = :connected_at, refreshed_at = :refreshed_at,
        due_at = :due_at
      WHERE id = :id AND workspace = :workspace AND fence = :expected_fence
      """;

  private static final String KEEP_ORPHAN =
      """
      UPDATE sessions SET orphan = :orphan
      WHERE id = :id AND workspace = :workspace AND app_key = :app_key
        AND generation = :generation
      """;

  /// A connection with an organisation belongs to it, whoever of its people made it. The newer
  /// session may itself have had a successor: then it was mended, and comes after it now.
  private static final String SUPERSEDE =
      """
      UPDATE sessions SET superseded_by = CASE WHEN id = :id THEN NULL ELSE :id END
      WHERE workspace = :workspace AND app_key = :app_key
        AND account_id = :account_id AND state IN ('connected', 'needs_reconnect')
        AND ((org_code IS NULL AND user_id = :owner AND :is_organisation = 0)
          OR (org_code = :owner AND :is_organisation = 1))
        AND (superseded_by IS NULL AND id <> :id OR superseded_by <> :id)
      """;

  private final Engine engine;

  SessionChanges(Engine engine) {
    this.engine = engine;
  }

  boolean commit(Change change) {
    return engine.writeIf(handle -> make(handle, change), kept -> kept);
  }

  private boolean make(Handle handle, Change change) {
    // Before the first row is touched: who waits for a turn must not hold what others wait for.
    for (var step : change.steps())
      if (step instanceof Step.Supersede(var newer) && hasAccount(newer))
        engine.takeTurns(handle, turn(newer));
    for (var step : change.steps()) if (!make(handle, step)) return false;
    return true;
  }

  private static boolean make(Handle handle, Step step) {
    return switch (step) {
      case Step.InsertSession(var session) -> insert(handle, session);
      case Step.ReplaceSession(var expected, var next) -> replace(handle, expected, next);
      case Step.InsertFlow(var flow) -> FlowTable.insert(handle, flow);
      case Step.ReplaceFlow(var expected, var next) -> FlowTable.replace(handle, expected, next);
      case Step.Supersede(var newer) -> supersede(handle, newer);
      case Step.KeepOrphan orphan -> keep(handle, orphan);
      case Step.RaiseAlarm(var alarm) -> AlarmTable.raise(handle, alarm);
      case Step.RecordEvent(var event) -> EventTable.insert(handle, event);
      case Step.QueueRevocation(var revocation) -> RevocationTable.insert(handle, revocation);
    };
  }

  private static boolean insert(Handle handle, Session session) {
    try (var update = handle.createUpdate(INSERT)) {
      SessionRow.bind(update, session);
      return update.execute() == 1;
    }
  }

  private static boolean replace(Handle handle, Session expected, Session next) {
    if (!expected.key().equals(next.key()))
      throw new IllegalArgumentException("a session cannot become another session");
    if (next.renewal().fence() <= expected.renewal().fence())
      throw new IllegalArgumentException("a session's next fence is higher");
    try (var update = handle.createUpdate(REPLACE)) {
      SessionRow.bind(update, next);
      update.bind("expected_fence", expected.renewal().fence());
      return update.execute() == 1;
    }
  }

  private static boolean keep(Handle handle, Step.KeepOrphan step) {
    try (var update = handle.createUpdate(KEEP_ORPHAN)) {
      SessionRow.bind(new Columns(update), step.session())
          .number("generation", step.generation())
          .sealed("orphan", Optional.of(step.orphan()));
      update.execute();
      return true;
    }
  }

  private static boolean supersede(Handle handle, Session newer) {
    if (!hasAccount(newer)) return true;
    try (var update = handle.createUpdate(SUPERSEDE)) {
      SessionRow.bind(new Columns(update), newer.key())
          .text("account_id", newer.grant().account().orElseThrow().id())
          .text("owner", owner(newer))
          .flag("is_organisation", newer.owner().orgCode().isPresent());
      update.execute();
      return true;
    }
  }

  /// Without knowing the account nobody can say that two sessions share it.
  private static boolean hasAccount(Session session) {
    return session.grant().account().isPresent();
  }

  private static String owner(Session session) {
    var owner = session.owner();
    return owner.orgCode().or(owner::userId).orElseThrow();
  }

  private static String turn(Session newer) {
    var kind = newer.owner().orgCode().isPresent() ? "organisation" : "user";
    return String.join(
        "\n", newer.key().workspace().name(), newer.key().app().value(), kind, owner(newer));
  }
}
