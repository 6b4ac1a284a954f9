package dev.carabiner.server.store;

import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Flow.Confirmation;
import dev.carabiner.server.sessions.Flow.Step;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// A flow as a row: a word for its step, and the columns that this step has.
final class FlowRow {
  /// In the order in which [#read] takes them.
  static final String COLUMNS =
      """
      workspace, app_key, session_id, link_hash, version,
      kind, callback_url, app_state, user_label, link_end, browser,
      step, state_hash, verifier, nonce, issuer, iss_promised, redirect_uri, step_until,
      code_hash, confirm_until, completed_at, slot, error, description, kept, choice\
      """;

  private FlowRow() {}

  static Flow read(Row row) throws SQLException {
    var session = SessionRow.key(row);
    return new Flow(
        row.text(),
        session,
        row.number(),
        new Flow.Request(
            Flow.Kind.valueOf(row.text()),
            row.text(),
            row.maybeText(),
            row.maybeText(),
            row.time()),
        row.maybeText(),
        step(row));
  }

  /// Takes of the columns of all steps those of this one.
  private static Step step(Row row) throws SQLException {
    return switch (row.text()) {
      case "open" -> new Step.Open();
      case "sent" ->
          new Step.Sent(
              row.text(),
              row.maybeSealed(),
              row.maybeSealed(),
              row.maybeText(),
              row.flag(),
              row.text(),
              row.time(),
              row.skip(6).maybeSealed());
      case "exchanging" -> new Step.Exchanging(row.text(), row.skip(5).time());
      case "granted" ->
          new Step.Granted(row.text(), confirmation(row.skip(6)), row.skip(3).maybeSealed());
      case "failed" -> new Step.Failed(row.maybeText(), row.skip(10).text(), row.text());
      default -> throw JsonText.damaged();
    };
  }

  private static Optional<Confirmation> confirmation(Row row) throws SQLException {
    var code = row.maybeText();
    var until = row.maybeTime();
    var completed = row.maybeTime();
    var slot = row.maybeText().map(SlotText::read);
    return until.map(end -> new Confirmation(code, end, completed, slot));
  }

  static void bind(SqlStatement<?> statement, Flow flow) {
    var columns = new Columns(statement);
    columns
        .text("workspace", flow.session().workspace().name())
        .text("app_key", flow.session().app().value())
        .text("session_id", flow.session().id().value())
        .text("link_hash", flow.linkHash())
        .number("version", flow.version())
        .text("kind", flow.request().kind().name())
        .text("callback_url", flow.request().callbackUrl())
        .text("app_state", flow.request().appState())
        .text("user_label", flow.request().userLabel())
        .time("link_end", flow.request().linkEnd())
        .text("browser", flow.browser());
    bindNoStep(columns);
    bind(columns, flow.step());
  }

  private static void bindNoStep(Columns columns) {
    columns
        .text("state_hash", Optional.empty())
        .sealed("verifier", Optional.empty())
        .sealed("nonce", Optional.empty())
        .text("issuer", Optional.empty())
        .flag("iss_promised", false)
        .text("redirect_uri", Optional.empty())
        .time("step_until", Optional.empty())
        .text("code_hash", Optional.empty())
        .time("confirm_until", Optional.empty())
        .time("completed_at", Optional.empty())
        .text("slot", Optional.empty())
        .text("slot_account", Optional.empty())
        .text("error", Optional.empty())
        .text("description", Optional.empty())
        .sealed("kept", Optional.empty())
        .sealed("choice", Optional.empty());
  }

  private static void bind(Columns columns, Step step) {
    switch (step) {
      case Step.Open() -> columns.text("step", "open");
      case Step.Sent sent ->
          columns
              .text("step", "sent")
              .text("state_hash", sent.stateHash())
              .sealed("verifier", sent.verifier())
              .sealed("nonce", sent.nonce())
              .text("issuer", sent.issuer())
              .flag("iss_promised", sent.issPromised())
              .text("redirect_uri", sent.redirectUri())
              .time("step_until", sent.until())
              .sealed("kept", sent.values());
      case Step.Exchanging(var hash, var until) ->
          columns.text("step", "exchanging").text("state_hash", hash).time("step_until", until);
      case Step.Granted(var hash, var confirmation, var choice) ->
          columns
              .text("step", "granted")
              .text("state_hash", hash)
              .text("code_hash", confirmation.flatMap(Confirmation::codeHash))
              .time("confirm_until", confirmation.map(Confirmation::until))
              .time("completed_at", confirmation.flatMap(Confirmation::completedAt))
              .text("slot", confirmation.flatMap(Confirmation::slot).map(SlotText::of))
              .text(
                  "slot_account",
                  confirmation
                      .flatMap(Confirmation::slot)
                      .flatMap(ProviderGrant::account)
                      .map(ProviderAccount::id))
              .sealed("choice", choice);
      case Step.Failed(var hash, var error, var description) ->
          columns
              .text("step", "failed")
              .text("state_hash", hash)
              .text("error", error)
              .text("description", description);
    }
  }
}
