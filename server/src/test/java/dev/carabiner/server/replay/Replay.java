package dev.carabiner.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.costume.Costume;
import dev.carabiner.server.replay.ReplayApi.Answer;
import java.time.Duration;
import java.util.Map;

/// The life of a connection at one provider, from the link to the receipt, with the two errors that
/// matter in between.
final class Replay {
  private static final Duration A_MOMENT = Duration.ofSeconds(5);
  private static final Duration PROBE = Duration.ofSeconds(31);
  private static final Duration FIRST_LOOK = Duration.ofMinutes(9);
  private static final Duration MARGIN = Duration.ofSeconds(20);
  private static final Duration VERY_LONG = Duration.ofHours(20);
  private static final Duration TEN_YEARS = Duration.ofDays(3650);
  private static final int MOST_TRIES = 12;

  private final ReplayHouse house;
  private final String id;
  private final Costume costume;
  private String session = "";
  private String receipt = "queued";

  Replay(ReplayHouse house, String id) {
    this.house = house;
    this.id = id;
    this.costume = house.play(id);
  }

  /// Plays everything; whether the provider has heard of the revocation is asked later.
  void run() {
    session = connect("56");
    tells();
    ages();
    if (renews() && costume.gaveRefreshToken()) refusesOurCredentials();
    else refusesTheCode();
    if (renews()) loses();
    assertThat(house.api.revoke(session).status()).isEqualTo(200);
    assertThat(costume.complaints()).isEmpty();
    house.beforeJumps(this::isOver);
  }

  private String connect(String user) {
    var link = house.api.link(id, user);
    var end = new ReplayBrowser(house).connect(link.text("url"), known());
    assertThat(costume.complaints()).isEmpty();
    assertThat(end.toString()).doesNotContain("error=");
    var connected = link.text("session_id");
    assertThat(house.api.show(connected).text("state")).isEqualTo("connected");
    return connected;
  }

  private Map<String, String> known() {
    return costume.registration().forConnection();
  }

  /// What the connection says of itself is what the provider said.
  private void tells() {
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
    // of two tokens, the one that is handed out tells its own scopes
    if (costume.registration().scopes().size() < 2)
      assertThat(shown.path("missing_scopes")).as("missing scopes").isEmpty();
  }

  private void ages() {
    var young = costume.accessToken().orElseThrow();
    if (!ends()) {
      house.jump(VERY_LONG);
      assertThat(token(session)).isEqualTo(young);
      return;
    }
    if (renews()) {
      growOld(session);
      assertThat(token(session)).isNotEqualTo(young).isEqualTo(costume.accessToken().orElseThrow());
      return;
    }
    hasAnEnd(session);
    house.jump(costume.life().plus(A_MOMENT));
    var answer = house.api.read(session);
    assertThat(answer.code()).as("a read of a dead token").isEqualTo("RECONNECT_REQUIRED");
    assertThat(answer.json().path("errors").path(0).path("reason").asString(""))
        .isEqualTo("no_refresh_token");
  }

  /// To where a token has to be renewed: past its end, or short of it where it renews itself.
  private void growOld(String session) {
    hasAnEnd(session);
    house.jump(
        costume.gaveRefreshToken() ? costume.life().plus(A_MOMENT) : costume.life().minus(MARGIN));
  }

  /// Where no answer says when a token ends, it is found out soon after.
  private void hasAnEnd(String session) {
    if (!costume.hidesTheEnd() || knowsItsEnd(session)) return;
    house.jump(FIRST_LOOK);
    ReplayHouse.eventually(() -> knowsItsEnd(session));
  }

  private boolean knowsItsEnd(String session) {
    return !house.api.show(session).text("access_token_expiry").isEmpty();
  }

  private void refusesOurCredentials() {
    costume.refuseClient(true);
    growOld(session);
    assertThat(house.api.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
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
    var lost = connect("57");
    hasAnEnd(lost);
    costume.withdraw();
    growOld(lost);
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      house.api.read(lost);
      if (state(lost).equals("needs_reconnect")) break;
      house.jump(Duration.ofSeconds(8));
    }
    assertThat(state(lost)).isEqualTo("needs_reconnect");
    assertThat(house.api.show(lost).text("reason")).isEqualTo("grant_revoked");
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
    var link = house.api.link(id, "58");
    var end = new ReplayBrowser(house).connect(link.text("url"), known());
    assertThat(end.toString()).contains("error=");
    return house.api.show(link.text("session_id")).text("reason");
  }

  /// The receipt of the revocation is what the entry promises.
  void hasReceipt() {
    ReplayHouse.eventually(this::isOver);
    if (costume.revokes()) {
      assertThat(receipt).as("receipt; " + costume.complaints()).isEqualTo("revoked_at_provider");
      assertThat(costume.hasLiveGrant()).as("a grant still works").isFalse();
    } else assertThat(receipt).isEqualTo("unsupported");
  }

  /// Sessions that are over are forgotten one day, so what is final is remembered here.
  private boolean isOver() {
    if (receipt.equals("queued"))
      receipt =
          house.api.show(session).json().path("revocation").path("receipt").asString("nothing");
    return !receipt.equals("queued");
  }

  /// Nobody waits for the end of a token that lives longer than ten years.
  private boolean ends() {
    return costume.tokensEnd() && costume.life().compareTo(TEN_YEARS) < 0;
  }

  private boolean renews() {
    return ends() && (costume.gaveRefreshToken() || costume.renewsAccessTokens());
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
}
