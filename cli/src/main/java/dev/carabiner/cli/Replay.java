package dev.carabiner.cli;

import static dev.carabiner.cli.StepFailed.unless;

import dev.carabiner.cli.ReplayApi.Answer;
import dev.carabiner.cli.ReplayStep.Outcome;
import dev.carabiner.sandbox.costume.Costume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The life of a connection at one provider, from the link to the receipt, with the two errors that
/// matter in between. The first step that does not hold ends it.
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
  private final Consumer<Outcome> tell;
  private final Costume costume;
  private final List<Outcome> outcomes = new ArrayList<>();
  private String session = "";
  private String receipt = "queued";

  /// @param tell hears of every step when it has ended
  Replay(ReplayHouse house, String id, Consumer<Outcome> tell) {
    this.house = house;
    this.id = id;
    this.tell = tell;
    this.costume = house.play(id);
  }

  /// How the steps ended that were played so far.
  List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /// Whether every step that was played held.
  boolean held() {
    return outcomes.stream().allMatch(Outcome::held);
  }

  /// Plays everything but the receipt of the revocation, which comes a while later.
  void run() {
    play(ReplayStep.CONNECT, () -> session = connect("56"));
    play(ReplayStep.READ, this::tells);
    if (held()) life();
    play(ReplayStep.REVOKE, this::revokes);
  }

  /// Plays the rest of what has held so far: waits for the receipt.
  void settle() {
    house.play(id);
    play(ReplayStep.RECEIPT, this::hasReceipt);
  }

  private void life() {
    if (!ends()) play(ReplayStep.KEEP, this::keeps);
    else
      play(renews() ? ReplayStep.REFRESH : ReplayStep.END, renews() ? this::renewed : this::ended);
    if (renews() && costume.gaveRefreshToken())
      play(ReplayStep.CREDENTIALS_REFUSED, this::refusesOurCredentials);
    else play(ReplayStep.CODE_REFUSED, this::refusesTheCode);
    if (renews()) play(ReplayStep.GRANT_WITHDRAWN, this::loses);
  }

  private void play(ReplayStep step, Runnable what) {
    if (!held()) return;
    var outcome = new Outcome(step, failure(what));
    outcomes.add(outcome);
    tell.accept(outcome);
  }

  private Optional<String> failure(Runnable what) {
    try {
      what.run();
      return Optional.empty();
    } catch (StepFailed failed) {
      var complaints = house.complaints();
      return Optional.of(
          complaints.isEmpty()
              ? String.valueOf(failed.getMessage())
              : "the provider does not take a request: " + complaints.getFirst());
    }
  }

  private String connect(String user) {
    var link = link(user);
    var end = new ReplayBrowser(house).connect(link.text("url"), known());
    noComplaints();
    var connected = link.text("session_id");
    var shown = house.api.show(connected);
    unless(
        !end.toString().contains("error=") && shown.text("state").equals("connected"),
        "the session is " + shown.text("state") + ": " + shown.text("reason_text"));
    return connected;
  }

  private Answer link(String user) {
    var link = house.api.link(id, user);
    unless(link.status() == 200, "there is no link: " + link.json());
    return link;
  }

  private void noComplaints() {
    var complaints = costume.complaints();
    unless(complaints.isEmpty(), String.join("; ", complaints));
  }

  private Map<String, String> known() {
    return costume.registration().forConnection();
  }

  /// What the connection says of itself is what the provider said.
  private void tells() {
    unless(token(session).equals(newest()), "the token is not the provider's newest");
    var shown = house.api.show(session).json();
    costume
        .kept()
        .forEach((name, value) ->
            unless(
                shown.path("values").path(name).asString("").equals(value),
                "the session's value " + name + " is not what the provider said"));
    if (costume.tellsAccount())
      unless(
          shown.path("account").path("id").asString("").equals(costume.person().id()),
          "the session's account is not whom the provider named");
    // of two tokens, the one that is handed out tells its own scopes
    if (costume.registration().scopes().size() < 2)
      unless(
          shown.path("missing_scopes").isEmpty(),
          "scopes count as missing that the provider granted: " + shown.path("missing_scopes"));
  }

  private void keeps() {
    var young = newest();
    house.jump(VERY_LONG);
    unless(token(session).equals(young), "another token is handed out");
  }

  private void renewed() {
    var young = newest();
    growOld(session);
    var read = token(session);
    unless(!read.equals(young), "the old token is still handed out");
    unless(read.equals(newest()), "the token is not the provider's newest");
  }

  private void ended() {
    hasAnEnd(session);
    house.jump(costume.life().plus(A_MOMENT));
    var answer = house.api.read(session);
    var reason = answer.json().path("errors").path(0).path("reason").asString("");
    unless(
        answer.code().equals("RECONNECT_REQUIRED") && reason.equals("no_refresh_token"),
        "a read of a dead token is answered "
            + answer.status()
            + " "
            + answer.code()
            + " "
            + reason);
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
    ReplayHouse.eventually("the end of the token is known", () -> knowsItsEnd(session));
  }

  private boolean knowsItsEnd(String session) {
    return !house.api.show(session).text("access_token_expiry").isEmpty();
  }

  private void refusesOurCredentials() {
    costume.refuseClient(true);
    growOld(session);
    var answer = house.api.read(session);
    unless(
        answer.code().equals("PROVIDER_UNAVAILABLE"),
        "a read is answered " + answer.status() + " " + answer.code());
    var refresh = house.api.show(session).json().path("refresh");
    unless(
        !refresh.path("credentials_refused_since").asString("").isEmpty(),
        "the provider's refusal is not taken for one of the client's credentials");
    costume.refuseClient(false);
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      house.jump(PROBE);
      if (house.api.read(session).status() == 200) break;
    }
    unless(token(session).equals(newest()), "the token is not the provider's newest");
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
    var reason = house.api.show(lost).text("reason");
    unless(
        state(lost).equals("needs_reconnect") && reason.equals("grant_revoked"),
        "the session is " + state(lost) + " " + reason);
  }

  /// Nothing is ever refreshed here, so the errors meet the code.
  private void refusesTheCode() {
    costume.refuseClient(true);
    refused();
    costume.refuseClient(false);
    costume.refuseCodes(true);
    refused();
    costume.refuseCodes(false);
  }

  private void refused() {
    var link = link("58");
    var end = new ReplayBrowser(house).connect(link.text("url"), known());
    var reason = house.api.show(link.text("session_id")).text("reason");
    unless(
        end.toString().contains("error=") && reason.equals("provider_error"),
        "the browser comes back without an error, or the reason is another: " + reason);
  }

  private void revokes() {
    var answer = house.api.revoke(session);
    unless(answer.status() == 200, "revoking is answered " + answer.status() + " " + answer.code());
    noComplaints();
    house.beforeJumps(this::isOver);
  }

  /// The receipt of the revocation is what the entry promises.
  private void hasReceipt() {
    ReplayHouse.eventually("there is a receipt of the revocation", this::isOver);
    noComplaints();
    var expected = costume.revokes() ? "revoked_at_provider" : "unsupported";
    unless(receipt.equals(expected), "the receipt is " + receipt + " and not " + expected);
    unless(!costume.revokes() || !costume.hasLiveGrant(), "a grant still works at the provider");
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

  private String newest() {
    return costume.accessToken().orElseThrow(() -> new StepFailed("the provider gave no token"));
  }

  private String token(String session) {
    var answer = house.api.read(session);
    unless(answer.status() == 200, "a read is answered " + answer.status() + " " + answer.code());
    return answer.text("access_token");
  }

  private String state(String session) {
    return house.api.show(session).text("state");
  }
}
