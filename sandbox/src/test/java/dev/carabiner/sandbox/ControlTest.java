package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {
  private final Sandbox sandbox = Sandbox.start(Application.automatic());
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Reply connectAs(String account) {
    Map<String, String> request = Application.request("openid offline_access");
    request.put("login_hint", account);
    String code = application.authorize(request).redirect().first("code").orElseThrow();
    return application.token(Application.exchange(code));
  }

  private boolean works(Reply connected) {
    return application.me(connected.text("access_token")).status() == 200;
  }

  @Test
  void expire_kills_access_tokens_and_leaves_refresh_tokens() {
    Reply connected = connectAs("ada");

    assertThat(application.control("expire", "").json()).containsEntry("expired", 1L);
    assertThat(works(connected)).isFalse();
    assertThat(works(application.refresh(connected.text("refresh_token")))).isTrue();
    assertThat(application.control("expire", "{}").json()).containsEntry("expired", 1L);
    assertThat(application.control("expire", "{}").json()).containsEntry("expired", 0L);
  }

  @Test
  void expire_can_be_for_one_account() {
    Reply ada = connectAs("ada");
    Reply grace = connectAs("grace");

    application.control("expire", "{\"account\":\"grace\",\"client_id\":\"sandbox-client\"}");
    assertThat(works(ada)).isTrue();
    assertThat(works(grace)).isFalse();
  }

  @Test
  void withdraw_ends_grants() {
    Reply ada = connectAs("ada");
    Reply grace = connectAs("grace");

    assertThat(application.control("withdraw", "{\"account\":\"ada\"}").json())
        .containsEntry("withdrawn", 1L);
    assertThat(works(ada)).isFalse();
    assertThat(application.refresh(ada.text("refresh_token")).text("error"))
        .isEqualTo("invalid_grant");
    assertThat(works(grace)).isTrue();
    assertThat(application.control("withdraw", "{\"client_id\":\"sandbox-client\"}").json())
        .containsEntry("withdrawn", 1L);
    assertThat(works(grace)).isFalse();
  }

  @Test
  void the_clock_goes_ahead() {
    Instant before = sandbox.control().now();
    Reply reply = application.control("clock", "{\"advance_seconds\":7200}");

    assertThat(Instant.parse(reply.text("now"))).isAfterOrEqualTo(before.plusSeconds(7200));
    assertThat(works(connectAs("ada"))).isTrue();
  }

  @Test
  void reset_forgets_everything_but_settings_and_key() {
    Reply connected = connectAs("ada");
    String keys = application.get("/jwks").body();
    Instant before = sandbox.control().now();
    application.control("clock", "{\"advance_seconds\":86400}");
    application.control("fail", "{\"endpoint\":\"any\",\"status\":500}");

    assertThat(application.control("reset", "").json()).containsEntry("reset", true);
    assertThat(sandbox.ledger().entries()).isEmpty();
    assertThat(sandbox.control().waitingFaults()).isZero();
    assertThat(sandbox.control().now()).isBefore(before.plusSeconds(86400));
    assertThat(works(connected)).isFalse();
    assertThat(application.refresh(connected.text("refresh_token")).text("error"))
        .isEqualTo("invalid_grant");
    assertThat(application.get("/jwks").body()).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expire|{\"account\":\"mallory\"}|no account mallory",
        "expire|{\"client\":\"a\"}|unknown member client",
        "withdraw|{\"client_id\":\"nobody\"}|no client nobody",
        "withdraw|{\"account\":7}|account must be a string",
        "clock|{}|advance_seconds is missing",
        "clock|{\"advance_seconds\":-1}|advance_seconds is 0 to",
        "clock|{\"advance_seconds\":99999999999}|advance_seconds is 0 to",
        "reset|{\"all\":true}|unknown member all"
      })
  void an_act_that_makes_no_sense_is_told_why(String act, String json, String why) {
    Reply reply = application.control(act, json);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error_description")).contains(why);
  }

  @Test
  void pages_of_other_sites_cannot_steer() {
    HttpRequest.Builder foreign =
        application
            .to("/control/reset")
            .header("Origin", "https://evil.example")
            .POST(HttpRequest.BodyPublishers.noBody());
    connectAs("ada");

    assertThat(application.send(foreign).status()).isEqualTo(403);
    assertThat(sandbox.ledger().entries(Endpoint.TOKEN)).hasSize(1);
  }
}
