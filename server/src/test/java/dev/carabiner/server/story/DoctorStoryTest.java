package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.Doctor;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.doctor.Check;
import dev.carabiner.server.doctor.Severity;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.store.PostgresServer;
import dev.carabiner.server.store.journal.JournalFolder;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class DoctorStoryTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;

  @Test
  void on_postgresql_a_healthy_installation_is_healthy_and_a_broken_row_is_named()
      throws Exception {
    try (var postgres = PostgresServer.start(folder)) {
      Files.writeString(
          folder.resolve("master.key"),
          MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));
      var database = postgres.newDatabase();
      try (var house =
          House.open(
              folder,
              sandbox -> sandbox,
              yaml -> yaml.replace("sqlite:data/carabiner.db", database))) {
        var session = house.connect("ada");
        house.link("bound", "grace");
        assertThat(look()).allMatch(check -> check.severity() != Severity.PROBLEM);
        var driver =
            "jdbc:"
                + database.replace("postgres:postgres@", "")
                + "?user=postgres&password=postgres";
        try (var connection = DriverManager.getConnection(driver);
            var statement = connection.createStatement()) {
          statement.executeUpdate(
              "UPDATE sessions SET refresh_token = '\\x00', fence = 0 WHERE state = 'connected'");
        }
        assertThat(look())
            .filteredOn(check -> check.severity() == Severity.PROBLEM)
            .extracting(Check::name)
            .containsExactly("session-states", "session-seals");
        assertThat(found("session-seals").subjects().getFirst().session()).hasValue(session);
      }
    }
  }

  @Test
  void a_store_older_than_the_journal_is_named_and_what_was_not_ended_too() throws Exception {
    String session;
    try (var house = House.open(folder)) {
      session = house.connect("ada");
    }
    // it stands in generation 1 as after the connection; the journal says that 1 was renewed
    try (var journal = JournalFolder.open(folder.resolve("data/journal"), CLOCK)) {
      var receipts = new Receipts(journal, vault());
      remember(receipts, session, 1).end();
      remember(receipts, session, 1);
    }
    assertThat(found("lost-commits").subjects())
        .singleElement()
        .satisfies(lost -> assertThat(lost.session()).hasValue(session));
    assertThat(found("lost-commits").severity()).isEqualTo(Severity.PROBLEM);
    assertThat(found("journal").count()).isEqualTo(1);
    assertThat(found("journal").severity()).isEqualTo(Severity.NOTE);
    // looking has changed nothing
    assertThat(found("journal").count()).isEqualTo(1);
  }

  @Test
  void a_request_that_the_store_has_not_come_to_tells_of_an_older_store_too() throws Exception {
    String session;
    try (var house = House.open(folder)) {
      session = house.connect("ada");
    }
    try (var journal = JournalFolder.open(folder.resolve("data/journal"), CLOCK)) {
      var receipts = new Receipts(journal, vault());
      receipts.begin().asking(refresh(session, 1));
      assertThat(found("journal").sentence()).contains("A running server has it");
      receipts.begin().asking(refresh(session, 2));
    }
    assertThat(found("lost-commits").count()).isEqualTo(1);
    assertThat(found("journal").count()).isEqualTo(2);
  }

  private Receipts.Receipt remember(Receipts receipts, String session, long generation) {
    var receipt = receipts.begin();
    receipt.asking(refresh(session, generation));
    receipt.granted(
        new Grant(
            Secret.of("access"),
            Optional.of(Secret.of("refresh")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty()),
        CLOCK.instant());
    return receipt;
  }

  private static Asked.Refresh refresh(String session, long generation) {
    var key = new Session.Key(Workspace.DEFAULT, new AppKey("sandbox"), new SessionId(session));
    return new Asked.Refresh(key, generation, 9, Optional.empty(), Optional.empty());
  }

  private Vault vault() throws Exception {
    var key = MasterKey.parse(Files.readString(folder.resolve("master.key")), "the test's key");
    return new Vault(KeyRing.of(key, List.of()));
  }

  private Check found(String name) {
    return look().stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  private List<Check> look() {
    var settings = new SettingsReader(Map.of()).read(folder.resolve("carabiner.yaml")).settings();
    return new Doctor(settings, CLOCK, (_, _) -> {}).look();
  }
}
