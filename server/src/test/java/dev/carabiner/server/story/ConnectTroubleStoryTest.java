package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import dev.carabiner.server.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
class ConnectTroubleStoryTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = House.open(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_link_of_a_revoked_session_leads_nowhere() {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));
    house.revoke(started.text("session_id"));

    assertThat(new Browser().get(started.text("url")).statusCode()).isEqualTo(400);
    assertThat(Browser.location(browser.get(callback)).getQuery()).contains("error=access_denied");
    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).isEmpty();
  }

  @Test
  void a_user_deleted_during_the_exchange_leaves_no_grant_behind() throws Exception {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));
    try (var hold = house.sandbox.control().hold("authorization_code");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reply = threads.submit(() -> browser.get(callback));
      hold.awaitArrival();
      assertThat(house.api.call("DELETE", "/api/v1/connected_apps/users/56", "").status())
          .isEqualTo(200);
      hold.release();
      assertThat(reply.get().statusCode()).isEqualTo(400);
    }
    Eventually.holds(() ->
        house.sandbox.ledger().entries(Endpoint.REVOKE).stream()
            .anyMatch(entry -> entry.status().orElse(0) == 200));
  }

  @Test
  void a_cookie_that_is_none_of_ours_breaks_nothing() {
    var started = house.link("sandbox", "56");
    var name =
        "carabiner-" + Sha256.hex(started.text("url").replaceFirst(".*/", "")).substring(0, 12);

    var page = new Browser().get(started.text("url"), name + "=not-ours; carabiner-odd=!");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().allValues("Set-Cookie")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {",\"nonce\":\"another\"", ",\"nonce\":null", ""})
  void a_code_of_another_flow_is_told_by_its_nonce_and_its_grant_is_not_kept(String nonce) {
    var payload =
        "{\"iss\":\""
            + house.sandbox.issuer()
            + "\",\"aud\":\"carabiner\",\"sub\":\"x\",\"exp\":4102444800"
            + nonce
            + "}";
    var idToken = base64("{\"alg\":\"RS256\"}") + "." + base64(payload) + ".c2ln";
    var answer =
        "{\"access_token\":\"stolen\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
            + idToken
            + "\"}";
    house.sandbox.control().fail(Fault.at(Endpoint.TOKEN).times(1).respond(200, answer));
    var started = house.link("sandbox", "56");

    assertThat(new Browser().connect(started.text("url")).getQuery())
        .contains("error=server_error");
    assertThat(house.read(started.text("session_id")).code()).isEqualTo("INVALID_SESSION");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
