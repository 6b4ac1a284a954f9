package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is done for connections without anybody asking. The clock of both sides is put ahead.
@Tag("real")
class CareStoryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void a_token_that_is_read_is_refreshed_ahead_once_and_one_that_nobody_reads_is_not() {
    try (var house = open(lasting(HOUR), UnaryOperator.identity())) {
      var read = house.connect("56");
      var idle = house.connect("57");
      var first = house.read(read).text("access_token");

      clock.advance(Duration.ofMinutes(56));
      Eventually.holds(() -> refreshes(house) == 1);
      Eventually.holds(
          () -> !house.show(read).text("refreshed_at").equals(shownConnected(house, read)));
      assertThat(house.show(idle).text("refreshed_at")).isEqualTo(shownConnected(house, idle));

      assertThat(house.read(read).text("access_token")).isNotEqualTo(first);
      assertThat(refreshes(house)).isEqualTo(1);
    }
  }

  @Test
  void a_grant_that_idles_out_is_kept_alive_and_nobody_is_told_of_an_end() {
    try (var house = open(lasting(HOUR), lifecycle("refresh_token_idle_lifetime: 2592000"))) {
      var session = house.connect("56");
      assertThat(house.show(session).json().path("grant_expiry").isNull()).isTrue();

      clock.advance(Duration.ofDays(28).plus(HOUR));
      var connected = house.show(session).text("connected_at");
      Eventually.holds(() -> !house.show(session).text("refreshed_at").equals(connected));
      assertThat(refreshes(house)).isEqualTo(1);
      clock.advance(Duration.ofDays(28).plus(HOUR));
      Eventually.holds(() -> refreshes(house) == 2);

      assertThat(events("session.expiring")).isZero();
    }
  }

  @Test
  void without_keep_alive_the_application_is_told_once_that_the_grant_will_die_of_idleness() {
    try (var house =
        open(
            lasting(HOUR),
            lifecycle("refresh_token_idle_lifetime: 2592000")
                    .andThen(
                        yaml -> yaml.replaceFirst("client-id:", "keep-alive: 0\n    client-id:"))
                ::apply)) {
      var session = house.connect("56");
      var end = Instant.parse(house.show(session).text("grant_expiry"));
      assertThat(Duration.between(clock.instant(), end))
          .isBetween(Duration.ofDays(29), Duration.ofDays(30));

      clock.advance(Duration.ofDays(24));
      Eventually.holds(() -> events("session.expiring") == 1);

      assertThat(refreshes(house)).isZero();
      Eventually.holds(this::nothingIsPlanned);
      assertThat(events("session.expiring")).isEqualTo(1);
    }
  }

  @Test
  void a_hard_end_that_the_catalogue_knows_is_shown_and_told_once_although_it_is_refreshed() {
    try (var house = open(lasting(HOUR), lifecycle("refresh_token_lifetime: 8640000"))) {
      var session = house.connect("56");
      var end = house.show(session).text("grant_expiry");
      assertThat(Instant.parse(end))
          .isEqualTo(
              Instant.parse(house.show(session).text("connected_at")).plus(Duration.ofDays(100)));

      clock.advance(Duration.ofDays(94));
      Eventually.holds(() -> events("session.expiring") == 1);
      assertThat(house.read(session).status()).isEqualTo(200);
      Eventually.holds(() -> refreshes(house) == 1);
      Eventually.holds(this::everyoneHasBeenLookedAt);

      assertThat(events("session.expiring")).isEqualTo(1);
      assertThat(house.show(session).text("grant_expiry")).isEqualTo(end);
    }
  }

  @Test
  void a_token_whose_answer_does_not_say_its_end_is_introspected_after_it_has_landed() {
    try (var house = open(lasting(HOUR), UnaryOperator.identity())) {
      house
          .sandbox
          .control()
          .fail(
              Fault.atToken("authorization_code")
                  .respond(
                      200,
                      "{\"access_token\":\"opaque\",\"refresh_token\":\"r\",\"token_type\":\"Bearer\"}"));
      house
          .sandbox
          .control()
          .fail(
              Fault.at(Endpoint.INTROSPECT)
                  .respond(200, "{\"active\":true,\"iat\":1000,\"exp\":2800}"));

      var session = house.connect("56");

      Eventually.holds(() -> !house.read(session).text("access_token_expiry").isEmpty());
      var end = Instant.parse(house.read(session).text("access_token_expiry"));
      assertThat(Duration.between(clock.instant(), end))
          .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
    }
  }

  @Test
  void a_token_of_unknown_end_lives_as_long_as_the_catalogue_says_tokens_do() {
    try (var house =
        open(
            SandboxSettings::withEndlessAccessTokens,
            lifecycle("access_token_expires: yes, access_token_lifetime: 7200"))) {
      var session = house.connect("56");

      Eventually.holds(() -> !house.read(session).text("access_token_expiry").isEmpty());
    }
  }

  @Test
  void tokens_that_are_dead_when_they_come_are_fetched_three_times_a_minute_at_most() {
    try (var house = open(lasting(HOUR), UnaryOperator.identity())) {
      var session = house.connect("56");
      house
          .sandbox
          .control()
          .fail(
              Fault.atToken("refresh_token")
                  .times(1000)
                  .respond(
                      200,
                      "{\"access_token\":\"spent\",\"expires_in\":1,\"token_type\":\"Bearer\"}"));
      clock.advance(HOUR.plusMinutes(1));

      for (var second = 0; second < 60; second++) {
        house.read(session);
        clock.advance(Duration.ofSeconds(1));
      }

      assertThat(refreshes(house)).isBetween(2, 4);
    }
  }

  @Test
  void min_validity_is_met_or_refused_and_a_young_token_is_the_freshest_there_is() {
    try (var house =
        open(
            lasting(HOUR).andThen(s -> s.withRotation(Rotation.strict()))::apply,
            UnaryOperator.identity())) {
      var session = house.connect("56");
      var first = house.read(session).text("access_token");
      assertThat(validFor(house, session, 7200).text("access_token")).isEqualTo(first);

      clock.advance(Duration.ofMinutes(2));
      assertThat(validFor(house, session, 60).text("access_token")).isEqualTo(first);
      assertThat(refreshes(house)).isZero();
      var second = validFor(house, session, 3590).text("access_token");
      assertThat(second).isNotEqualTo(first);
      assertThat(validFor(house, session, 7200).text("access_token")).isEqualTo(second);
      assertThat(refreshes(house)).isEqualTo(1);

      clock.advance(Duration.ofMinutes(2));
      house.sandbox.control().fail(Fault.at(Endpoint.TOKEN).times(100).respond(503, "busy"));
      assertThat(validFor(house, session, 3590).status()).isEqualTo(503);
      assertThat(validFor(house, session, 60).text("access_token")).isEqualTo(second);
      assertThat(validFor(house, session, 86401).code()).isEqualTo("INVALID_REQUEST");
    }
  }

  private House open(UnaryOperator<SandboxSettings> sandboxed, UnaryOperator<String> written) {
    return House.open(folder, sandboxed, written, clock);
  }

  private static UnaryOperator<SandboxSettings> lasting(Duration life) {
    return sandbox -> sandbox.withAccessTokenLifetime(life);
  }

  private static UnaryOperator<String> lifecycle(String members) {
    return yaml ->
        yaml.replaceFirst("name: Sandbox\n", "name: Sandbox\n    lifecycle: {" + members + "}\n");
  }

  private static Api.Answer validFor(House house, String session, int seconds) {
    return house.api.get(
        "/api/v1/connected_apps/token?session_id=" + session + "&min_validity=" + seconds);
  }

  private static int refreshes(House house) {
    return house.sandbox.ledger().tokenRequests("refresh_token").size();
  }

  private static String shownConnected(House house, String session) {
    return house.show(session).text("connected_at");
  }

  private int events(String type) {
    return count("SELECT count(*) FROM events WHERE type = '" + type + "'");
  }

  private boolean nothingIsPlanned() {
    return count("SELECT count(*) FROM sessions WHERE care_at IS NOT NULL") == 0;
  }

  private boolean everyoneHasBeenLookedAt() {
    return count("SELECT count(*) FROM sessions WHERE care_at < refreshed_at + 120000") == 0;
  }

  private int count(String sql) {
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/carabiner.db"));
        var statement = database.createStatement();
        var result = statement.executeQuery(sql)) {
      return result.getInt(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
