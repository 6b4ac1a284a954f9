package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Sandbox sandbox =
      Sandbox.start(Application.automatic().withRotation(Rotation.strict()));
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> requests(String query) {
    return (List<Map<String, Object>>)
        application.get("/control/ledger" + query).json().get("requests");
  }

  @Test
  void it_tells_the_story_of_a_connection() {
    Reply connected = application.connect("openid offline_access");
    Reply refreshed = application.refresh(connected.text("refresh_token"));
    application.me(refreshed.text("access_token"));

    assertThat(sandbox.ledger().entries())
        .extracting(LedgerEntry::endpoint)
        .containsExactly(Endpoint.AUTHORIZE, Endpoint.TOKEN, Endpoint.TOKEN, Endpoint.RESOURCE);
    assertThat(requests("?endpoint=token&grant_type=refresh_token"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry)
              .containsEntry("number", 3L)
              .containsEntry("endpoint", "token")
              .containsEntry("method", "POST")
              .containsEntry("path", "/token")
              .containsEntry("grant_type", "refresh_token")
              .containsEntry("client_id", Application.ID)
              .containsEntry("client_authentication", "client_secret_basic")
              .containsEntry("status", 200L)
              .containsEntry(
                  "presented",
                  Map.of("refresh_token", Opaque.fingerprint(connected.text("refresh_token"))))
              .containsEntry(
                  "issued",
                  Map.of(
                      "access_token",
                      Opaque.fingerprint(refreshed.text("access_token")),
                      "refresh_token",
                      Opaque.fingerprint(refreshed.text("refresh_token"))))
              .containsKey("time")
              .doesNotContainKey("fault");
        });
    assertThat(requests("?endpoint=resource"))
        .singleElement()
        .satisfies(entry ->
            assertThat(entry)
                .containsEntry(
                    "presented",
                    Map.of("bearer", Opaque.fingerprint(refreshed.text("access_token")))));
  }

  @Test
  void it_never_holds_a_whole_token_code_or_secret() {
    String code = application.code("openid offline_access");
    Reply connected = application.token(Application.exchange(code));
    application.form("/revoke", Map.of("token", connected.text("refresh_token")));
    application.form(
        "/token",
        Optional.empty(),
        "grant_type=refresh_token&client_id=sandbox-client&client_secret=sandbox-secret"
            + "&refresh_token="
            + connected.text("refresh_token"));
    String ledger = application.get("/control/ledger").body() + sandbox.ledger().entries();

    assertThat(ledger)
        .contains("client_secret_post")
        .doesNotContain(
            code,
            connected.text("access_token"),
            connected.text("refresh_token"),
            connected.text("id_token"),
            Application.SECRET,
            Application.VERIFIER);
  }

  @Test
  void it_notes_how_clients_authenticate() {
    application.form("/token", Optional.empty(), "client_id=a");
    application.form(
        "/token", Optional.of(Application.basic("a", "b")), "client_id=a&client_secret=b");

    assertThat(sandbox.ledger().entries(Endpoint.TOKEN))
        .extracting(entry -> entry.asked().clientAuthentication().orElse("?"))
        .containsExactly("none", "several");
  }

  @Test
  void unknown_addresses_and_control_are_in_it_too() {
    application.get("/nowhere");
    application.control("expire", "");

    assertThat(requests(""))
        .extracting(entry -> entry.get("endpoint") + " " + entry.get("path"))
        .containsExactly("unknown /nowhere", "control /control/expire", "control /control/ledger");
  }

  @Test
  void a_filter_that_names_no_endpoint_is_refused() {
    assertThat(application.get("/control/ledger?endpoint=tokens").status()).isEqualTo(400);
  }

  @Test
  void it_keeps_the_last_ten_thousand() {
    Ledger ledger = new Ledger();
    Call call =
        new Call(
            "GET", "/", Parameters.NONE, new com.sun.net.httpserver.Headers(), "", Parameters.NONE);
    for (int i = 0; i < Ledger.CAPACITY + 5; i++) {
      ledger.open(java.time.Instant.EPOCH, Endpoint.PAGE, call);
    }

    assertThat(ledger.entries()).hasSize(Ledger.CAPACITY);
    assertThat(ledger.entries().get(0).number()).isEqualTo(6);
  }
}
