package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.story.BentWire.Operation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Code exchanges with a provider in trouble: the code is never sent twice, the application learns
/// that nothing came of it, and a new link works as soon as the provider does.
@Tag("real")
class ExchangeFaultsTest {
  @TempDir static Path folder;
  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = new Scene(folder, Rotation.strict(), "strict");
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void an_exchange_in_trouble_ends_its_flow_and_sends_no_code_twice(ProviderTrouble trouble) {
    scene.wire.forget();
    trouble.impose(scene, Operation.EXCHANGE);
    var user = scene.user();
    var link = scene.house.link("sandbox", user);
    var browser = new Browser();
    var returned = browser.callbackOf(link.text("url"));
    var first = Browser.location(browser.get(returned));
    var again = Browser.location(browser.get(returned));
    scene.wire.straighten();

    assertThat(first.getQuery()).contains("error=server_error");
    assertThat(again).isEqualTo(first);
    assertThat(Browser.location(browser.get(returned))).isEqualTo(first);
    assertThat(scene.wire.calls(Operation.EXCHANGE)).hasSizeLessThanOrEqualTo(1);
    assertThat(scene.mischief.paths()).doesNotContain("/elsewhere");

    var session = link.text("session_id");
    assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
    assertThat(scene.house.show(session).text("state")).isEqualTo("expired");
    assertThat(scene.house.show(session).text("reason")).isIn("exchange_unknown", "provider_error");
    assertThat(scene.events(session, "session.rejected")).isEqualTo(1);
    assertThat(scene.works(scene.house.connect(user))).isTrue();
  }

  @Test
  @DisplayName(
      "P6 an exchange that the provider did and whose answer is lost is named, not repeated")
  void a_lost_answer_to_a_code_is_named() {
    scene.wire.forget();
    scene.house.sandbox.control().fail(Fault.atToken("authorization_code").cut(Fault.Cut.AFTER));
    var link = scene.house.link("sandbox", scene.user());

    assertThat(new Browser().connect(link.text("url")).getQuery()).contains("error=server_error");

    assertThat(scene.house.show(link.text("session_id")).text("reason"))
        .isEqualTo("exchange_unknown");
    assertThat(scene.wire.calls(Operation.EXCHANGE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_client", "invalid_grant", "invalid_request", "unheard_of"})
  @DisplayName("P20, P21, P28 a refused code ends its flow with the provider's word")
  void a_refused_code_ends_its_flow(String error) {
    scene.wire.forget();
    scene.divert(Operation.EXCHANGE, Mischief.answering(400, "", "{\"error\":\"" + error + "\"}"));
    var link = scene.house.link("sandbox", scene.user());
    var callback = new Browser().connect(link.text("url"));
    scene.wire.straighten();

    assertThat(callback.getQuery())
        .contains("error=" + (error.equals("unheard_of") ? "server_error" : error));
    assertThat(scene.house.show(link.text("session_id")).text("state")).isEqualTo("expired");
    assertThat(scene.wire.calls(Operation.EXCHANGE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"expires_in\":3600",
        "\"expires_in\":\"3600\"",
        "\"expires_in\":3600.5",
        "\"expires_in\":0",
        "\"expires_in\":-1",
        "\"expires_in\":1000000000000",
        "\"expires_in\":null",
        "\"expires_in\":[]",
        "\"refresh_token\":\"\"",
        "\"refresh_token\":null",
        "\"scope\":\"notes.read else\"",
        "\"token_type\":\"bEARER\""
      })
  @DisplayName("P10, P12, P16, P17 an odd grant is a grant, and its token is served")
  void an_odd_grant_is_a_grant(String oddity) {
    scene.divert(
        Operation.EXCHANGE,
        Mischief.answering(200, "", "{\"access_token\":\"TT-odd\"," + oddity + "}"));
    var session = scene.house.connect(scene.user());
    scene.wire.straighten();
    scene.wire.forget();

    for (var reads = 0; reads < 3; reads++) assertThat(scene.token(session)).isEqualTo("TT-odd");
    assertThat(scene.wire.calls(Operation.REFRESH)).isEmpty();
    scene.house.revoke(session);
  }

  @Test
  @DisplayName("P19 a provider whose clock is an hour off changes nothing")
  void the_providers_clock_does_not_count() {
    for (var date :
        new String[] {"Thu, 01 Jan 2015 00:00:00 GMT", "Thu, 01 Jan 2099 00:00:00 GMT"}) {
      scene.divert(
          Operation.EXCHANGE,
          Mischief.answering(
              200,
              "Date: " + date + "\r\n",
              "{\"access_token\":\"TT-date\",\"expires_in\":600,\"refresh_token\":\"r\"}"));
      var session = scene.house.connect(scene.user());
      scene.wire.straighten();

      var end = java.time.Instant.parse(scene.house.read(session).text("access_token_expiry"));
      assertThat(Duration.between(scene.clock.instant(), end))
          .isBetween(Duration.ofSeconds(570), Duration.ofSeconds(600));
      scene.house.revoke(session);
    }
  }

  @Test
  @DisplayName(
      "P29 an answer to a code after the deadline is not waited for, and its flow is named")
  void a_code_whose_answer_comes_too_late_is_named() {
    scene.wire.forget();
    scene.wire.bend(
        Operation.EXCHANGE,
        (request, before, straight) -> {
          var late = straight.send(request, before);
          return new OutboundAnswer.NoAnswer("the deadline passed before " + late.getClass());
        });
    var link = scene.house.link("sandbox", scene.user());
    var callback = new Browser().connect(link.text("url"));
    scene.wire.straighten();

    assertThat(callback.getQuery()).contains("error=server_error");
    assertThat(scene.house.show(link.text("session_id")).text("reason"))
        .isEqualTo("exchange_unknown");
    assertThat(scene.wire.calls(Operation.EXCHANGE)).hasSize(1);
  }
}
