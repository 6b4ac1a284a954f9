package dev.carabiner.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.costume.Costume;
import dev.carabiner.server.replay.ReplayApi.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The life of a connection at one provider, from the link to the receipt, with the two errors that
/// matter in between.
final class Replay {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration A_MOMENT = Duration.ofSeconds(5);
  private static final Duration PROBE = Duration.ofSeconds(31);
  private static final Duration MARGIN = Duration.ofSeconds(20);
  private static final Duration VERY_LONG = Duration.ofDays(400);
  private static final int MOST_TRIES = 12;

  private final ReplayHouse house;
  private final String id;
  private final Costume costume;

  Replay(ReplayHouse house, String id) {
    this.house = house;
    this.id = id;
    this.costume = house.play(id);
  }

  void run() {
    var session = connect();
    tells(session);
    ages(session);
    if (renews()) {
      refusesOurCredentials(session);
      revokes(session);
      loses();
    } else {
      revokes(session);
      refusesTheCode();
    }
    assertThat(costume.complaints()).isEmpty();
  }

  private String connect() {
    var link = house.api.link(id);
    var end = new ReplayBrowser(house).connect(link.text("url"), known());
    assertThat(costume.complaints()).isEmpty();
    assertThat(end.toString()).doesNotContain("error=");
    var session = link.text("session_id");
    assertThat(house.api.show(session).text("state")).isEqualTo("connected");
    return session;
  }

  private Map<String, String> known() {
    return costume.registration().forConnection();
  }

  /// What the connection says of itself is what the provider said.
  private void tells(String session) {
    assertThat(token(session)).isEqualTo(costume.accessToken().orElseThrow());
    var shown = house.api.show(session).json();
    costume
        .kept()
        .forEach((name, value) ->
            assertThat(shown.path("values").path(name).asString("")).as(name).isEqualTo(value));
    if (costume.tellsAccount())
      assertThat(shown.path("account").path("id").asString(""))
          .as("account")
          .isEqualTo(costume.person().id());
    assertThat(shown.path("missing_scopes")).as("missing scopes").isEmpty();
  }

  private void ages(String session) {
    var young = costume.accessToken().orElseThrow();
    if (!costume.tokensEnd()) {
      house.jump(VERY_LONG);
      assertThat(token(session)).isEqualTo(young);
      return;
    }
    if (renews()) {
      growOld(session);
      assertThat(token(session)).isNotEqualTo(young).isEqualTo(costume.accessToken().orElseThrow());
      return;
    }
    house.jump(costume.life().plus(A_MOMENT));
    tellsOfTheEnd(session);
    assertThat(house.api.read(session).status()).as("a read of a dead token").isNotEqualTo(200);
    assertThat(house.api.show(session).text("reason"))
        .as(house.api.show(session).json().toString() + house.api.read(session))
        .isEqualTo("no_refresh_token");
  }

  /// To where a token has to be renewed: past its end, or short of it where it renews itself.
  private void growOld(String session) {
    house.jump(
        costume.gaveRefreshToken() ? costume.life().plus(A_MOMENT) : costume.life().minus(MARGIN));
    tellsOfTheEnd(session);
  }

  /// Where no answer says when a token ends, only who is refused can.
  private void tellsOfTheEnd(String session) {
    if (costume.hidesTheEnd()) {
      house.jump(Duration.ofMinutes(1));
      house.api.report(session);
    }
  }

  private void refusesOurCredentials(String session) {
    costume.refuseClient(true);
    growOld(session);
    if (costume.gaveRefreshToken()) {
      assertThat(house.api.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
    } else house.api.read(session);
    var refresh = house.api.show(session).json().path("refresh");
    assertThat(refresh.path("credentials_refused_since").asString("")).as("alarm").isNotEmpty();
    costume.refuseClient(false);
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      house.jump(PROBE);
      if (house.api.read(session).status() == 200) break;
    }
    assertThat(token(session)).isEqualTo(costume.accessToken().orElseThrow());
  }

  private void loses() {
    var session = connect();
    costume.withdraw();
    growOld(session);
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      house.api.read(session);
      if (state(session).equals("needs_reconnect")) break;
      house.jump(Duration.ofSeconds(8));
    }
    assertThat(state(session)).isEqualTo("needs_reconnect");
    assertThat(house.api.show(session).text("reason")).isEqualTo("grant_revoked");
  }

  /// Nothing is ever refreshed here, so the errors meet the code.
  private void refusesTheCode() {
    costume.refuseClient(true);
    assertThat(refused()).isEqualTo("provider_error");
    costume.refuseClient(false);
    costume.refuseCodes(true);
    assertThat(refused()).isEqualTo("provider_error");
    costume.refuseCodes(false);
  }

  private String refused() {
    var link = house.api.link(id);
    var end = new ReplayBrowser(house).connect(link.text("url"), known());
    assertThat(end.toString()).contains("error=");
    return house.api.show(link.text("session_id")).text("reason");
  }

  private void revokes(String session) {
    var token = costume.accessToken().orElseThrow();
    assertThat(house.api.revoke(session).status()).isEqualTo(200);
    eventually(() ->
        !List.of("", "queued").contains(receipt(session))
            || house.api.show(session).json().path("revocation").isNull());
    if (costume.revokes()) {
      assertThat(receipt(session))
          .as("receipt; " + costume.complaints())
          .isEqualTo("revoked_at_provider");
      assertThat(costume.accepts(token)).as("the token still works").isFalse();
    } else assertThat(receipt(session)).isEqualTo("unsupported");
  }

  private String receipt(String session) {
    return house.api.show(session).json().path("revocation").path("receipt").asString("");
  }

  private boolean renews() {
    return costume.gaveRefreshToken() || costume.renewsAccessTokens();
  }

  private String token(String session) {
    Answer answer = house.api.read(session);
    assertThat(answer.status())
        .as("read: " + answer.json() + " " + costume.complaints())
        .isEqualTo(200);
    return answer.text("access_token");
  }

  private String state(String session) {
    return house.api.show(session).text("state");
  }

  private static void eventually(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("did not come true within " + PATIENCE);
      Thread.onSpinWait();
    }
  }
}
