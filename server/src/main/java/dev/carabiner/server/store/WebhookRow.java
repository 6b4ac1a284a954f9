package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.webhooks.SigningSecrets;
import dev.carabiner.server.webhooks.Subscription;
import dev.carabiner.server.webhooks.Webhook;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;

/// A webhook as a row.
final class WebhookRow {
  /// In the order in which [#read] takes them.
  static final String COLUMNS =
      """
      workspace, id, version, url, events,
      secret, secret_number, old_secret, old_secret_until, stopped, created_at, failing_since\
      """;

  private WebhookRow() {}

  static Webhook read(Row row) throws SQLException {
    return new Webhook(
        key(row),
        row.number(),
        new Subscription(URI.create(row.text()), JsonText.list(row.text())),
        secrets(row),
        row.maybeText().map(Webhook.Stop::of),
        row.time(),
        row.maybeTime());
  }

  static Webhook.Key key(Row row) throws SQLException {
    return new Webhook.Key(new Workspace(row.text()), row.text());
  }

  private static SigningSecrets secrets(Row row) throws SQLException {
    var current = row.sealed();
    var number = row.number();
    var old = row.maybeSealed();
    var until = row.maybeTime();
    return new SigningSecrets(
        current, number, old.map(sealed -> new SigningSecrets.Old(sealed, until.orElseThrow())));
  }

  static Columns bind(Columns columns, Webhook webhook) {
    var secrets = webhook.secrets();
    return bind(columns, webhook.key())
        .number("version", webhook.version())
        .text("url", webhook.subscription().url().toString())
        .text("events", JsonText.of(webhook.subscription().events()))
        .sealed("secret", Optional.of(secrets.current()))
        .number("secret_number", secrets.number())
        .sealed("old_secret", secrets.old().map(SigningSecrets.Old::sealed))
        .time("old_secret_until", secrets.old().map(SigningSecrets.Old::until))
        .text("stopped", webhook.stopped().map(Webhook.Stop::word))
        .time("created_at", webhook.created())
        .time("failing_since", webhook.failingSince());
  }

  static Columns bind(Columns columns, Webhook.Key key) {
    return columns.text("workspace", key.workspace().name()).text("id", key.id());
  }
}
