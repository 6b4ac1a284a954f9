package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// A session as a row.
final class SessionRow {
  /// In the order in which [#read] takes them.
  static final String COLUMNS =
      """
      workspace, app_key, id, user_id, org_code, state, reason,
      access_token, refresh_token, token_start, token_end, requested, granted,
      account_id, account_name, account_email, kept, grant_end,
      generation, fence, claim_node, claim_until, next_try, tries, denied_since, in_doubt_since,
      orphan, created_at, connected_at, refreshed_at, due_at, last_read, superseded_by, metadata\
      """;

  private SessionRow() {}

  static Session read(Row row) throws SQLException {
    return new Session(
        key(row),
        new Owner(row.maybeText(), row.maybeText()),
        SessionState.of(row.text(), row.maybeText().map(Reason::new)),
        grant(row),
        renewal(row),
        new Session.Times(
            row.time(), row.maybeTime(), row.maybeTime(), row.maybeTime(), row.maybeTime()),
        row.maybeText().map(SessionId::new),
        JsonText.map(row.text()));
  }

  /// The columns with the store's clock after them.
  static Reading reading(Row row) throws SQLException {
    return new Reading(read(row), row.time());
  }

  static Session.Key key(Row row) throws SQLException {
    return new Session.Key(
        new Workspace(row.text()), new AppKey(row.text()), new SessionId(row.text()));
  }

  private static ProviderGrant grant(Row row) throws SQLException {
    return new ProviderGrant(
        tokens(row),
        JsonText.list(row.text()),
        JsonText.list(row.text()),
        account(row),
        row.maybeSealed(),
        row.maybeTime());
  }

  static Optional<TokenSet> tokens(Row row) throws SQLException {
    var access = row.maybeSealed();
    var refresh = row.maybeSealed();
    var start = row.maybeTime();
    var end = row.maybeTime();
    return access.map(token -> new TokenSet(token, refresh, start.orElseThrow(), end));
  }

  static Optional<ProviderAccount> account(Row row) throws SQLException {
    var id = row.maybeText();
    var name = row.maybeText();
    var email = row.maybeText();
    return id.map(known -> new ProviderAccount(known, name, email));
  }

  private static Renewal renewal(Row row) throws SQLException {
    return new Renewal(
        row.number(),
        row.number(),
        claim(row),
        row.maybeTime(),
        row.count(),
        row.maybeTime(),
        row.maybeTime(),
        row.maybeSealed());
  }

  private static Optional<Renewal.Claim> claim(Row row) throws SQLException {
    var node = row.maybeText();
    var until = row.maybeTime();
    return node.map(known -> new Renewal.Claim(known, until.orElseThrow()));
  }

  static void bind(SqlStatement<?> statement, Session session) {
    var columns = bind(new Columns(statement), session.key());
    bind(columns, session.grant());
    bind(columns, session.renewal());
    columns
        .text("user_id", session.owner().userId())
        .text("org_code", session.owner().orgCode())
        .text("state", session.state().word())
        .text("reason", session.state().reason().map(Reason::word))
        .time("created_at", session.times().created())
        .time("connected_at", session.times().connected())
        .time("refreshed_at", session.times().refreshed())
        .time("due_at", session.times().due())
        .time("last_read", session.times().lastRead())
        .text("superseded_by", session.supersededBy().map(SessionId::value))
        .text("metadata", JsonText.of(session.metadata()));
  }

  static Columns bind(Columns columns, Session.Key key) {
    return columns
        .text("workspace", key.workspace().name())
        .text("app_key", key.app().value())
        .text("id", key.id().value());
  }

  private static void bind(Columns columns, ProviderGrant grant) {
    bindTokens(columns, grant.tokens());
    bindAccount(columns, grant.account());
    columns
        .text("requested", JsonText.of(grant.requested()))
        .text("granted", JsonText.of(grant.granted()))
        .sealed("kept", grant.kept())
        .time("grant_end", grant.end());
  }

  static void bindTokens(Columns columns, Optional<TokenSet> tokens) {
    columns
        .sealed("access_token", tokens.map(TokenSet::accessToken))
        .sealed("refresh_token", tokens.flatMap(TokenSet::refreshToken))
        .time("token_start", tokens.map(TokenSet::start))
        .time("token_end", tokens.flatMap(TokenSet::end));
  }

  static void bindAccount(Columns columns, Optional<ProviderAccount> account) {
    columns
        .text("account_id", account.map(ProviderAccount::id))
        .text("account_name", account.flatMap(ProviderAccount::name))
        .text("account_email", account.flatMap(ProviderAccount::email));
  }

  private static void bind(Columns columns, Renewal renewal) {
    columns
        .number("generation", renewal.generation())
        .number("fence", renewal.fence())
        .text("claim_node", renewal.claim().map(Renewal.Claim::node))
        .time("claim_until", renewal.claim().map(Renewal.Claim::until))
        .time("next_try", renewal.nextTry())
        .number("tries", renewal.tries())
        .time("denied_since", renewal.deniedSince())
        .time("in_doubt_since", renewal.inDoubtSince())
        .sealed("orphan", renewal.orphan());
  }
}
