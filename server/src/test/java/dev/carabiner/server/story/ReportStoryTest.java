package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.sandbox.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An application says that the provider has refused a token.
@Tag("real")
class ReportStoryTest {
  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void a_reported_token_is_refreshed_once_however_often_it_is_reported() {
    try (var house = open(UnaryOperator.identity(), UnaryOperator.identity())) {
      var session = house.connect("56");
      var first = house.read(session).text("access_token");
      clock.advance(Duration.ofMinutes(2));
      house.sandbox.control().expire(Selection.all());

      for (var time = 0; time < 10; time++)
        assertThat(report(house, session).text("state")).isEqualTo("connected");

      assertThat(refreshes(house)).isEqualTo(1);
      var second = house.read(session).text("access_token");
      assertThat(second).isNotEqualTo(first);
      assertThat(house.provider(second)).isEqualTo(200);
    }
  }

  @Test
  void a_young_token_is_not_refreshed_for_a_report() {
    try (var house = open(UnaryOperator.identity(), UnaryOperator.identity())) {
      var session = house.connect("56");

      assertThat(report(house, session).text("session_id")).isEqualTo(session);

      assertThat(refreshes(house)).isZero();
    }
  }

  @Test
  void a_report_of_a_withdrawn_grant_ends_in_needs_reconnect_by_itself() {
    try (var house = open(UnaryOperator.identity(), UnaryOperator.identity())) {
      var session = house.connect("56");
      clock.advance(Duration.ofMinutes(2));
      house.sandbox.control().withdraw(Selection.all());

      report(house, session);
      clock.advance(Duration.ofSeconds(10));

      Eventually.holds(() -> house.show(session).text("reason").equals("grant_revoked"));
      assertThat(refreshes(house)).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void without_refresh_token_the_account_is_asked_once_and_a_401_ends_the_session() {
    try (var house = open(UnaryOperator.identity(), withoutRefreshToken())) {
      var session = house.connect("56");
      house.sandbox.control().withdraw(Selection.all());

      assertThat(report(house, session).text("reason")).isEqualTo("grant_revoked");
    }
  }

  @Test
  void without_refresh_token_any_other_answer_changes_nothing_and_is_not_asked_for_again() {
    try (var house = open(UnaryOperator.identity(), withoutRefreshToken())) {
      var session = house.connect("56");
      var before = house.sandbox.ledger().entries(Endpoint.USERINFO).size();
      house.sandbox.control().fail(Fault.at(Endpoint.USERINFO).respond(500, "{}"));

      for (var time = 0; time < 5; time++)
        assertThat(report(house, session).text("state")).isEqualTo("connected");

      assertThat(house.sandbox.ledger().entries(Endpoint.USERINFO)).hasSize(before + 1);
      assertThat(house.read(session).status()).isEqualTo(200);
    }
  }

  @Test
  void a_report_of_a_token_of_unknown_end_teaches_how_long_the_next_one_lives() {
    try (var house = open(SandboxSettings::withEndlessAccessTokens, UnaryOperator.identity())) {
      var session = house.connect("56");
      assertThat(house.read(session).text("access_token_expiry")).isEmpty();
      clock.advance(Duration.ofHours(2));

      report(house, session);

      var end = Instant.parse(house.read(session).text("access_token_expiry"));
      assertThat(Duration.between(clock.instant(), end))
          .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
    }
  }

  @Test
  void only_a_401_of_a_session_that_is_there_can_be_reported() {
    try (var house = open(UnaryOperator.identity(), UnaryOperator.identity())) {
      var session = house.connect("56");
      for (var body :
          new String[] {
            "{\"status\":403}", "{\"status\":\"401\"}", "{}", "{\"status\":401,\"x\":1}"
          }) assertThat(house.api.post(path(session), body).code()).isEqualTo("INVALID_REQUEST");
      var pending = house.link("sandbox", "57").text("session_id");
      assertThat(report(house, pending).code()).isEqualTo("SESSION_PENDING");
      house.revoke(session);
      assertThat(report(house, session).code()).isEqualTo("INVALID_SESSION");
    }
  }

  private House open(UnaryOperator<SandboxSettings> sandboxed, UnaryOperator<String> written) {
    return House.open(folder, sandboxed, written, clock);
  }

  private static UnaryOperator<String> withoutRefreshToken() {
    return yaml -> yaml.replace("offline_access, ", "");
  }

  private static Api.Answer report(House house, String session) {
    return house.api.post(path(session), "{\"status\":401}");
  }

  private static String path(String session) {
    return "/api/v1/connected_apps/sessions/" + session + "/report";
  }

  private static int refreshes(House house) {
    return house.sandbox.ledger().tokenRequests("refresh_token").size();
  }
}
