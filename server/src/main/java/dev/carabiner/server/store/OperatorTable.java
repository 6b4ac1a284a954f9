package dev.carabiner.server.store;

import dev.carabiner.server.operators.CompanyAccount;
import dev.carabiner.server.operators.Operator;
import dev.carabiner.server.operators.OperatorStore;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Operators and their links. Changes take turns: they are rare, and rules span all rows.
final class OperatorTable implements OperatorStore {
  private static final String TURN = "operators";

  private static final String COLUMNS =
      "SELECT id, login, name, role, password_hash, totp, totp_step, created_at, version,"
          + " issuer, subject, address FROM operators ";

  private static final String ADD =
      """
      INSERT INTO operators
        (id, login, name, role, password_hash, totp, totp_step, created_at, version,
         issuer, subject, address)
      VALUES
        (:id, :login, :name, :role, :password_hash, :totp, :totp_step, :created_at, :version,
         :issuer, :subject, :address)
      ON CONFLICT (login) DO NOTHING
      """;

  /// An administrator without a password is no other: who was only invited cannot come in, and who
  /// comes from the company's provider comes only as long as that works.
  private static final String CHANGE =
      """
      UPDATE operators SET login = :login, name = :name, role = :role,
        password_hash = :password_hash, totp = :totp, totp_step = :totp_step, version = :version,
        address = :address
      WHERE id = :id AND version = :version - 1
        AND (role <> 'admin' OR :role = 'admin' OR issuer IS NOT NULL OR EXISTS (SELECT 1 FROM operators others
          WHERE others.role = 'admin' AND others.id <> :id AND others.password_hash IS NOT NULL))
      """;

  private static final String REMOVE =
      """
      DELETE FROM operators WHERE id = :id
        AND (role <> 'admin' OR issuer IS NOT NULL OR EXISTS (SELECT 1 FROM operators others
          WHERE others.role = 'admin' AND others.id <> :id AND others.password_hash IS NOT NULL))
      """;

  private static final String USE_STEP =
      "UPDATE operators SET totp_step = :step WHERE id = :id AND totp_step < :step";

  private static final String ADD_LINK =
      "INSERT INTO operator_links (hash, operator_id, until) VALUES (:hash, :operator_id, :until)";

  private static final String FIND_LINK =
      "SELECT operator_id, until FROM operator_links WHERE hash = ?";

  private static final String USE_LINK =
      """
      DELETE FROM operator_links WHERE hash = :hash AND until > :now
        AND coalesce(operator_id, '') = :operator_id
      """;

  private final Engine engine;

  OperatorTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Operator> all() {
    return engine.read(handle ->
        handle
            .createQuery(COLUMNS + "ORDER BY name, id")
            .map((result, _) -> operator(new Row(result)))
            .list());
  }

  @Override
  public Optional<Operator> find(String id) {
    return engine.findRow(COLUMNS + "WHERE id = ?", OperatorTable::operator, id);
  }

  @Override
  public Optional<Operator> findByLogin(String login) {
    return engine.findRow(
        COLUMNS + "WHERE login = ?", OperatorTable::operator, Columns.storable(login));
  }

  @Override
  public boolean hasAdministrator() {
    return engine.read(OperatorTable::hasAdministrator);
  }

  @Override
  public boolean add(Operator operator) {
    return inTurn(handle -> put(handle, ADD, operator));
  }

  @Override
  public boolean change(Operator changed) {
    return inTurn(handle -> put(handle, CHANGE, changed));
  }

  @Override
  public boolean remove(String id) {
    return inTurn(handle -> {
      if (!ran(handle, REMOVE, id)) return false;
      ran(handle, "DELETE FROM console_sessions WHERE operator_id = :id", id);
      ran(handle, "DELETE FROM operator_links WHERE operator_id = :id", id);
      return true;
    });
  }

  @Override
  public boolean useStep(String id, long step) {
    return inTurn(handle -> {
      try (var update = handle.createUpdate(USE_STEP)) {
        new Columns(update).text("id", id).number("step", step);
        return update.execute() == 1;
      }
    });
  }

  @Override
  public void addLink(String hash, Optional<String> operator, Instant until) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(ADD_LINK)) {
        new Columns(update).text("hash", hash).text("operator_id", operator).time("until", until);
        return update.execute();
      }
    });
  }

  @Override
  public Optional<Link> findLink(String hash, Instant now) {
    return engine
        .findRow(FIND_LINK, row -> new Link(row.maybeText(), row.time()), hash)
        .filter(link -> link.until().isAfter(now));
  }

  @Override
  public boolean addFirst(String hash, Operator first, Instant now) {
    return inTurn(handle -> {
      if (hasAdministrator(handle) || !useLink(handle, hash, Optional.empty(), now)) return false;
      handle.execute("DELETE FROM operator_links WHERE operator_id IS NULL");
      return put(handle, ADD, first);
    });
  }

  @Override
  public boolean accept(String hash, Operator changed, Instant now) {
    return inTurn(handle ->
        useLink(handle, hash, Optional.of(changed.id()), now) && put(handle, CHANGE, changed));
  }

  @Override
  public void forgetLinks(Instant now) {
    engine.write(handle ->
        handle.execute("DELETE FROM operator_links WHERE until <= ?", now.toEpochMilli()));
  }

  private boolean inTurn(Engine.Work<Boolean> work) {
    return engine.writeIf(
        handle -> {
          engine.takeTurns(handle, TURN);
          return work.run(handle);
        },
        done -> done);
  }

  private static boolean hasAdministrator(Handle handle) {
    return !handle
        .createQuery(
            "SELECT id FROM operators WHERE role = 'admin' AND password_hash IS NOT NULL LIMIT 1")
        .mapTo(String.class)
        .list()
        .isEmpty();
  }

  private static boolean useLink(
      Handle handle, String hash, Optional<String> operator, Instant now) {
    try (var update = handle.createUpdate(USE_LINK)) {
      new Columns(update)
          .text("hash", hash)
          .text("operator_id", operator.orElse(""))
          .time("now", now);
      return update.execute() == 1;
    }
  }

  private static boolean ran(Handle handle, String sql, String id) {
    try (var update = handle.createUpdate(sql)) {
      new Columns(update).text("id", id);
      return update.execute() > 0;
    }
  }

  private static boolean put(Handle handle, String sql, Operator operator) {
    try (var update = handle.createUpdate(sql)) {
      new Columns(update)
          .text("id", operator.id())
          .text("login", operator.login())
          .text("name", operator.name())
          .text("role", operator.role().word())
          .text("password_hash", operator.passwordHash())
          .sealed("totp", operator.totp())
          .number("totp_step", operator.totpStep())
          .time("created_at", operator.createdAt())
          .number("version", operator.version())
          .text("issuer", operator.company().map(CompanyAccount::issuer))
          .text("subject", operator.company().map(CompanyAccount::subject))
          .text("address", operator.company().map(CompanyAccount::address));
      return update.execute() == 1;
    }
  }

  private static Operator operator(Row row) throws SQLException {
    return new Operator(
        row.text(),
        row.text(),
        row.text(),
        // a word that a newer program wrote gives the least
        Role.of(row.text()).orElse(Role.VIEWER),
        row.maybeText(),
        row.maybeSealed(),
        row.number(),
        row.time(),
        row.number(),
        company(row.maybeText(), row.maybeText(), row.maybeText()));
  }

  private static Optional<CompanyAccount> company(
      Optional<String> issuer, Optional<String> subject, Optional<String> address) {
    return issuer.map(
        known -> new CompanyAccount(known, subject.orElseThrow(), address.orElse("")));
  }
}
