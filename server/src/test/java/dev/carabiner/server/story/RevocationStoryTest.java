package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.RevocationReach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RevocationStoryTest {
  private static final String PAGE = "https://sandbox.example/apps";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            folder,
            sandbox ->
                sandbox
                    .withRevocation(RevocationReach.ACCOUNT)
                    .withAccessTokenLifetime(Duration.ofSeconds(5)),
            yaml ->
                yaml.replace(
                    "    name: Sandbox\n    issuer:",
                    "    name: Sandbox\n    revocation: {page: '%s'}\n    issuer:"
                        .formatted(PAGE)));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_receipt_tells_that_the_provider_confirmed() {
    var session = house.connect("56");
    assertThat(house.show(session).json().path("revocation").isNull()).isTrue();

    house.revoke(session);

    var receipt = ended(session);
    assertThat(receipt.path("receipt").asString()).isEqualTo("revoked_at_provider");
    assertThat(receipt.path("tries").asInt()).isEqualTo(1);
    assertThat(receipt.path("next_try").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "404, '{}', unsupported",
    "405, '{}', unsupported",
    "400, '{\"error\":\"unsupported_token_type\"}', unsupported",
    "400, '{\"error\":\"invalid_request\"}', failed"
  })
  void a_provider_that_cannot_be_told_is_named_with_its_own_page(
      int status, String body, String receipt) {
    var session = house.connect("56");
    house.sandbox.control().fail(Fault.at(Endpoint.REVOKE).times(100).respond(status, body));

    house.revoke(session);

    assertThat(ended(session).path("receipt").asString()).isEqualTo(receipt);
    assertThat(ended(session).path("page").asString()).isEqualTo(PAGE);
    assertThat(ended(session).path("reason").asString()).isNotEmpty();
    assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
  }

  @Test
  void a_provider_in_trouble_is_told_again_until_it_has_heard() {
    var session = house.connect("56");
    house.sandbox.control().fail(Fault.at(Endpoint.REVOKE).respond(500, "{}"));
    house.sandbox.control().fail(Fault.at(Endpoint.REVOKE).cut(Fault.Cut.AFTER));

    house.revoke(session);

    assertThat(ended(session).path("receipt").asString()).isEqualTo("revoked_at_provider");
    assertThat(ended(session).path("tries").asInt()).isEqualTo(3);
  }

  @Test
  void while_a_provider_is_in_trouble_the_receipt_says_how_often_and_why() {
    var session = house.connect("56");
    house.sandbox.control().fail(Fault.at(Endpoint.REVOKE).times(1000).respond(503, "{}"));

    house.revoke(session);

    Eventually.holds(() -> receipt(session).path("reason").asString("").equals("status 503"));
    assertThat(receipt(session).path("receipt").asString()).isEqualTo("queued");
    assertThat(receipt(session).path("next_try").asString()).isNotEmpty();
  }

  @Test
  void two_apps_that_are_one_client_at_the_provider_share_the_grant() {
    var first = house.connect("56");
    var second = connectStraight("57");
    var token = house.read(second).text("access_token");

    house.revoke(first);
    assertThat(ended(first).path("receipt").asString()).isEqualTo("shared_grant");
    assertThat(house.provider(token)).isEqualTo(200);

    house.revoke(second);
    assertThat(ended(second).path("receipt").asString()).isEqualTo("revoked_at_provider");
    assertThat(house.provider(token)).isEqualTo(401);
  }

  @Test
  void a_refresh_left_in_doubt_makes_the_receipt_uncertain() {
    var session = house.connect("56");
    house.sandbox.control().fail(Fault.atToken("refresh_token").times(100).cut(Fault.Cut.AFTER));
    Eventually.holds(() -> {
      house.read(session);
      return !house
          .show(session)
          .json()
          .path("refresh")
          .path("in_doubt_since")
          .asString("")
          .isEmpty();
    });

    house.revoke(session);

    assertThat(ended(session).path("receipt").asString()).isEqualTo("uncertain");
    assertThat(ended(session).path("page").asString()).isEqualTo(PAGE);
  }

  @Test
  void a_late_answer_to_a_refresh_is_revoked_too_and_makes_the_receipt_certain() throws Exception {
    var session = house.connect("56");
    house.sandbox.control().fail(Fault.atToken("refresh_token").delay(Duration.ofSeconds(3)));
    var before = house.sandbox.ledger().entries(Endpoint.TOKEN).size();
    try (var reader = Executors.newVirtualThreadPerTaskExecutor()) {
      Eventually.holds(() -> {
        reader.submit(() -> house.read(session));
        return house.sandbox.ledger().entries(Endpoint.TOKEN).size() > before;
      });
      house.revoke(session);
    }

    Eventually.holds(
        () -> receipt(session).path("receipt").asString("").equals("revoked_at_provider"));
    assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
  }

  private String connectStraight(String user) {
    var started = house.link("straight", user);
    new Browser().connect(started.text("url"));
    return started.text("session_id");
  }

  private JsonNode receipt(String session) {
    return house.show(session).json().path("revocation");
  }

  private JsonNode ended(String session) {
    Eventually.holds(
        () -> !receipt(session).isNull() && receipt(session).path("next_try").isNull());
    return receipt(session);
  }
}
