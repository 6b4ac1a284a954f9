package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.RegisteredClient;
import dev.carabiner.server.apps.RegisteredClients;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The clients that we have registered by program. A row without a client id is somebody's right to
/// register it.
final class RegisteredClientTable implements RegisteredClients {
  private static final String FIND =
      """
      SELECT app_key, issuer, redirect_uri, client_id, client_secret, authentication, scopes,
        secret_end, management_uri, management_token FROM registered_clients
      WHERE app_key = ? AND issuer = ? AND redirect_uri = ? AND client_id IS NOT NULL
      """;

  private static final String TAKE =
      """
      INSERT INTO registered_clients (app_key, issuer, redirect_uri, taken_until, tries)
      VALUES (:app_key, :issuer, :redirect_uri, clock_ms() + :lease, 0)
      ON CONFLICT (app_key, issuer, redirect_uri) DO UPDATE SET taken_until = excluded.taken_until
      WHERE registered_clients.taken_until <= clock_ms()
      """;

  private static final String PUT =
      """
      UPDATE registered_clients SET client_id = :client_id, client_secret = :client_secret,
        authentication = :authentication, scopes = :scopes, secret_end = :secret_end,
        management_uri = :management_uri, management_token = :management_token,
        taken_until = 0, tries = 0
      WHERE app_key = :app_key AND issuer = :issuer AND redirect_uri = :redirect_uri
      """;

  private static final String RELEASE =
      """
      UPDATE registered_clients SET taken_until = 0
      WHERE app_key = :app_key AND issuer = :issuer AND redirect_uri = :redirect_uri
      """;

  private static final String LEFT =
      """
      SELECT app_key, issuer, redirect_uri, client_id, client_secret, authentication, scopes,
        secret_end, management_uri, management_token, tries FROM registered_clients
      WHERE client_id IS NOT NULL AND taken_until <= clock_ms()
        AND NOT EXISTS (SELECT 1 FROM apps WHERE apps.app_key = registered_clients.app_key)
      ORDER BY app_key, issuer, redirect_uri LIMIT 10
      """;

  private static final String TAKE_LEFT =
      """
      UPDATE registered_clients SET taken_until = clock_ms() + :lease, tries = tries + 1
      WHERE app_key = :app_key AND issuer = :issuer AND redirect_uri = :redirect_uri
        AND taken_until <= clock_ms()
      """;

  private static final String FORGET =
      """
      DELETE FROM registered_clients
      WHERE app_key = :app_key AND issuer = :issuer AND redirect_uri = :redirect_uri
      """;

  private static final Pattern BLANK = Pattern.compile(" ");

  private final Engine engine;

  RegisteredClientTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<RegisteredClient> find(RegisteredClient.Place place) {
    return engine.findRow(
        FIND,
        RegisteredClientTable::client,
        place.app().value(),
        place.issuer(),
        place.redirectUri());
  }

  @Override
  public boolean take(RegisteredClient.Place place, Duration lease) {
    return change(TAKE, place, Optional.of(lease));
  }

  @Override
  public void put(RegisteredClient client) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(PUT)) {
        var management = client.management();
        at(update, client.place())
            .text("client_id", client.clientId())
            .sealed("client_secret", client.secret())
            .text("authentication", client.authentication())
            .text("scopes", String.join(" ", client.scopes()))
            .time("secret_end", client.secretEnd())
            .text("management_uri", management.map(RegisteredClient.Management::uri))
            .sealed("management_token", management.map(RegisteredClient.Management::token));
        return update.execute();
      }
    });
  }

  @Override
  public void release(RegisteredClient.Place place) {
    change(RELEASE, place, Optional.empty());
  }

  @Override
  public List<Left> takeLeft(Duration pause, int most) {
    var taken = new ArrayList<Left>();
    for (var left : left())
      if (taken.size() < most && change(TAKE_LEFT, left.client().place(), Optional.of(pause)))
        taken.add(left);
    return taken;
  }

  @Override
  public void forget(RegisteredClient.Place place) {
    change(FORGET, place, Optional.empty());
  }

  private List<Left> left() {
    return engine.read(handle ->
        handle
            .createQuery(LEFT)
            .map((result, _) -> {
              var row = new Row(result);
              return new Left(client(row), row.number());
            })
            .list());
  }

  private boolean change(String sql, RegisteredClient.Place place, Optional<Duration> lease) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(sql)) {
        var columns = at(update, place);
        lease.ifPresent(time -> columns.number("lease", time.toMillis()));
        return update.execute() == 1;
      }
    });
  }

  private static Columns at(
      org.jdbi.v3.core.statement.Update update, RegisteredClient.Place place) {
    return new Columns(update)
        .text("app_key", place.app().value())
        .text("issuer", place.issuer())
        .text("redirect_uri", place.redirectUri());
  }

  private static RegisteredClient client(Row row) throws SQLException {
    return new RegisteredClient(
        new RegisteredClient.Place(new AppKey(row.text()), row.text(), row.text()),
        row.text(),
        row.maybeSealed(),
        row.text(),
        BLANK.splitAsStream(row.text()).filter(scope -> !scope.isEmpty()).toList(),
        row.maybeTime(),
        management(row));
  }

  private static Optional<RegisteredClient.Management> management(Row row) throws SQLException {
    var uri = row.maybeText();
    var token = row.maybeSealed();
    return uri.flatMap(
        found -> token.map(sealed -> new RegisteredClient.Management(found, sealed)));
  }
}
