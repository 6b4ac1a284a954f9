package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.openapi.OpenApiContract;
import dev.carabiner.server.webhooks.Receiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookStoryTest {
  private static final String WEBHOOKS = "/api/v1/connected_apps/webhooks";
  private static final OpenApiContract CONTRACT = new OpenApiContract();
  private static final String NARROW_ID = "00000000000000000000000000000001";
  private static final String NARROW =
      """
      clients:
        - id: 00000000000000000000000000000001
          name: may not manage
          secret: secretsecretsecretsecretsecretsecretsecret
          scopes: [read:connected_apps, create:connected_apps]
      """;

  @TempDir Path folder;
  private final Receiver receiver = new Receiver();
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            folder,
            UnaryOperator.identity(),
            yaml ->
                yaml.replace(
                        "delete:connected_apps]", "delete:connected_apps, manage:connected_apps]")
                    .replaceFirst("clients:\n", NARROW)
                    .replaceFirst("allow: \\[", "allow: [" + receiver.authority() + ", "));
  }

  @AfterEach
  void close() {
    house.close();
    receiver.close();
  }

  private Api.Answer make(String url, String events) {
    return house.api.post(WEBHOOKS, "{\"url\":\"" + url + "\",\"events\":[" + events + "]}");
  }

  private Api.Answer make() {
    return make(receiver.url().toString(), "\"*\"");
  }

  private static String one(Api.Answer made) {
    return WEBHOOKS + "/" + made.text("id");
  }

  private void arrives(Predicate<Receiver.Received> message) {
    Eventually.holds(() -> receiver.received().stream().anyMatch(message));
  }

  private static Predicate<Receiver.Received> of(String type) {
    return message -> message.json().path("type").asString().equals(type);
  }

  @Test
  void the_application_is_told_of_a_connection_and_of_its_end_in_order_and_signed() {
    var made = make();
    assertThat(made.status()).isEqualTo(201);
    var secret = made.text("secret");

    var session = house.connect("56");
    house.revoke(session);
    arrives(of("session.revoked"));

    var received = receiver.received();
    assertThat(received.stream().map(each -> each.json().path("type").asString()))
        .containsExactly("session.connected", "session.revoked");
    assertThat(received).allMatch(each -> each.isSignedWith(secret));
    for (var each : received) {
      CONTRACT.checkMessage("SessionMessage", each.body());
      var told = each.json().path("data");
      assertThat(told.path("session_id").asString()).isEqualTo(session);
      assertThat(told.path("key_code_ref").asString()).isEqualTo("sandbox");
      assertThat(told.path("user_id").asString()).isEqualTo("56");
      assertThat(told.path("org_code").isNull()).isTrue();
    }
    assertThat(received.getFirst().json().path("data").path("state").asString())
        .isEqualTo("connected");
    Eventually.holds(() ->
        house
            .api
            .get(one(made) + "/deliveries")
            .json()
            .path("deliveries")
            .valueStream()
            .allMatch(each -> each.path("status").asString().equals("delivered")));
  }

  @Test
  void a_message_is_sent_once_more_under_its_id_and_signed_anew() {
    var made = make();
    house.connect("56");
    arrives(of("session.connected"));
    var first = receiver.received().getFirst();
    var message = one(made) + "/deliveries/" + first.id() + "/replay";
    Eventually.holds(() -> house.api.post(message).status() == 200);

    Eventually.holds(() -> receiver.received().size() == 2);
    var second = receiver.received().getLast();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.isSignedWith(made.text("secret"))).isTrue();
    assertThat(house.api.post(one(made) + "/deliveries/nothing/replay").code())
        .isEqualTo("DELIVERY_NOT_FOUND");
    var all = one(made) + "/deliveries/replay";
    var none = house.api.post(all, "{\"since\":\"2026-01-01T00:00:00Z\"}");
    assertThat(none.json().path("replayed").asInt()).isZero();
    assertThat(house.api.post(all, "{}").status()).isEqualTo(400);
  }

  @Test
  void the_secret_is_shown_once_and_can_be_replaced() {
    var made = make();
    assertThat(house.api.get(one(made)).json().has("secret")).isFalse();
    assertThat(house.api.get(WEBHOOKS).response().body()).doesNotContain("whsec_");

    var replaced = house.api.post(one(made) + "/secret", "{\"overlap\":600}");
    assertThat(replaced.text("secret")).isNotEqualTo(made.text("secret"));
    assertThat(replaced.json().path("old_secret_until").isString()).isTrue();
    house.api.post(one(made) + "/test");
    arrives(of("webhook.test"));
    var message = receiver.received().getLast();
    CONTRACT.checkMessage("TestMessage", message.body());
    assertThat(message.isSignedWith(made.text("secret"))).isTrue();
    assertThat(message.isSignedWith(replaced.text("secret"))).isTrue();
    assertThat(house.api.post(one(made) + "/secret", "{\"overlap\":-1}").code())
        .isEqualTo("INVALID_REQUEST");
  }

  @Test
  void a_webhook_is_changed_switched_off_and_deleted() {
    var made = make(receiver.url().toString(), "\"session.revoked\"");
    var session = house.connect("56");
    house.revoke(session);
    arrives(of("session.revoked"));
    assertThat(receiver.received()).hasSize(1);

    var off = house.api.call("PATCH", one(made), "{\"enabled\":false,\"events\":[\"*\"]}");
    assertThat(off.text("disabled_reason")).isEqualTo("switched_off");
    house.connect("57");
    var on = house.api.call("PATCH", one(made), "{\"enabled\":true}");
    assertThat(on.json().path("enabled").asBoolean()).isTrue();
    house.connect("58");
    arrives(of("session.connected"));
    assertThat(receiver.received().getLast().json().path("data").path("user_id").asString())
        .isEqualTo("58");

    assertThat(house.api.call("DELETE", one(made), "").status()).isEqualTo(200);
    for (var path : List.of("", "/deliveries"))
      assertThat(house.api.get(one(made) + path).code()).isEqualTo("WEBHOOK_NOT_FOUND");
    assertThat(house.api.call("DELETE", one(made), "").code()).isEqualTo("WEBHOOK_NOT_FOUND");
  }

  @Test
  void only_managers_and_only_of_its_own_workspace_see_a_webhook() {
    var made = make();
    var narrow = house.api.as(NARROW_ID);
    assertThat(narrow.get(WEBHOOKS).code()).isEqualTo("SCOPE_MISSING");
    assertThat(narrow.post(WEBHOOKS, "{}").code()).isEqualTo("SCOPE_MISSING");
    var stranger = house.api.as(House.STRANGER_ID);
    assertThat(stranger.get(WEBHOOKS).json().path("webhooks")).isEmpty();
    var unknown = Map.of("GET", "", "PATCH", "{\"enabled\":false}", "DELETE", "");
    unknown.forEach((method, body) ->
        assertThat(stranger.call(method, one(made), body).code()).isEqualTo("WEBHOOK_NOT_FOUND"));
    assertThat(stranger.post(one(made) + "/secret").code()).isEqualTo("WEBHOOK_NOT_FOUND");
    assertThat(stranger.post(one(made) + "/test").code()).isEqualTo("WEBHOOK_NOT_FOUND");
    assertThat(house.api.get(one(made)).json().path("enabled").asBoolean()).isTrue();
  }

  @Test
  void a_forbidden_address_is_refused_in_words_that_tell_nothing_of_what_is_there() {
    var open = make("http://127.0.0.1:" + house.server.managementPort() + "/", "\"*\"");
    assertThat(open.status()).isEqualTo(400);
    for (var url :
        List.of(
            "http://127.0.0.1:1/",
            "https://127.0.0.1/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://no-such-host.invalid/",
            "ftp://example.com/"))
      assertThat(make(url, "\"*\"").response().body()).isEqualTo(open.response().body());
    var made = make();
    assertThat(
            house.api.call("PATCH", one(made), "{\"url\":\"https://10.0.0.1/\"}").response().body())
        .isEqualTo(open.response().body());
  }

  @Test
  void what_a_request_gets_wrong_is_named() {
    for (var wrong :
        Map.of(
                "{}", "url",
                "{\"url\":\"https://a.example/\"}", "events",
                "{\"url\":\"https://a.example/\",\"events\":[]}", "events",
                "{\"url\":\"https://a.example/\",\"events\":[\"session.cooked\"]}", "events",
                "{\"url\":\"https://a.example/\",\"events\":\"*\"}", "events",
                "{\"url\":\"not a url\",\"events\":[\"*\"]}", "url",
                "{\"secret\":\"mine\"}", "secret")
            .entrySet()) {
      var answer = house.api.post(WEBHOOKS, wrong.getKey());
      assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
      assertThat(answer.response().body()).contains(wrong.getValue());
    }
    for (var i = 0; i < 20; i++) assertThat(make().status()).isEqualTo(201);
    assertThat(make().response().body()).contains("20 webhooks");
  }
}
