package dev.carabiner.server.story;

import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.story.BentWire.Operation;
import java.time.Duration;

/// What providers do wrong without telling anything about the grant, by the numbers of the fault
/// catalogue. After each of them everything goes on as before.
enum ProviderTrouble {
  P1_ANSWERS_500("answers 500", Mischief.answering(500, "", "")),
  P1_ANSWERS_502("answers 502 with a page", Mischief.answering(502, html(), "<html>bad</html>")),
  P1_ANSWERS_503("answers 503", Mischief.answering(503, "", "")),
  P1_ANSWERS_504("answers 504", Mischief.answering(504, "", "")),
  P2_ANSWERS_429("answers 429 without a time", Mischief.answering(429, "", "")),
  P2_ANSWERS_429_WITH_SECONDS("answers 429, wait 3 s", asking("3")),
  P2_ANSWERS_429_WITH_NONSENSE("answers 429, wait -5 s", asking("-5")),
  P3_REFUSES_CONNECTIONS("refuses connections"),
  P3_HAS_NO_ADDRESS("has a name that is not found"),
  P4_NEVER_ANSWERS(
      "takes the request and never answers", Mischief.silentFor(Duration.ofSeconds(2))),
  P5_DRIPS_A_HEADER("drips a header", Mischief.dripping("HTTP/1.1 200 OK\r\nX: ")),
  P5_DRIPS_A_BODY(
      "drips a body", Mischief.dripping("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n{")),
  P6_CUTS_THE_BODY(
      "cuts its answer within the token",
      Mischief.saying("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"access_token\":\"TT-cut")),
  P6_RESETS("resets after the head", Mischief.resettingAfter("HTTP/1.1 200 OK\r\n\r\n")),
  P7_SHOWS_A_PAGE("shows a login page with 200", Mischief.answering(200, html(), "<html>log in")),
  P7_SHOWS_A_BARRIER("shows a barrier with 403", Mischief.answering(403, html(), "<html>no bots")),
  P8_HIDES_TROUBLE(
      "says temporarily_unavailable with 200",
      Mischief.answering(200, json(), "{\"error\":\"temporarily_unavailable\"}")),
  P9_ANSWERS_AS_A_FORM(
      "answers in form encoding, unannounced",
      Mischief.answering(200, html(), "access_token=TT-form&token_type=bearer")),
  P9_ANSWERS_AS_A_SCRIPT(
      "answers as a script", Mischief.answering(200, "", "cb({\"access_token\":\"TT-script\"})")),
  P16_GRANTS_ANOTHER_TYPE(
      "grants a token of type mac",
      Mischief.answering(200, json(), "{\"access_token\":\"TT-mac\",\"token_type\":\"mac\"}")),
  P16_GRANTS_A_BOUND_TOKEN(
      "grants a token of type DPoP",
      Mischief.answering(200, json(), "{\"access_token\":\"TT-dpop\",\"token_type\":\"DPoP\"}")),
  P22_ANSWERS_401_WITH_A_PAGE("answers 401 with a page", Mischief.answering(401, html(), "<html>")),
  P23_SHOWS_NO_CERTIFICATE("cannot prove over TLS who it is"),
  P24_REDIRECTS("redirects to another host"),
  P25_FLOODS_THE_HEAD(
      "sends headers without end", Mischief.flooding("HTTP/1.1 200 OK\r\n", "X: y\r\n")),
  P25_FLOODS_THE_BODY(
      "sends a body without end", Mischief.flooding("HTTP/1.1 200 OK\r\n\r\n", "[[[[")),
  P25_COMPRESSES(
      "compresses without being asked",
      Mischief.answering(200, "Content-Encoding: gzip\r\n", "\u001f\u008b\u0008\u0000")),
  P26_CLOSES_AS_WE_SEND("closes without a word", Mischief.saying("")),
  P26_SPEAKS_ANOTHER_PROTOCOL(
      "answers in frames of HTTP/2", Mischief.saying("\0\0\u0008\u0007\0\0\0\0\0"));

  private final String sentence;
  private final Mischief.Behaviour behaviour;

  ProviderTrouble(String sentence, Mischief.Behaviour behaviour) {
    this.sentence = sentence;
    this.behaviour = behaviour;
  }

  ProviderTrouble(String sentence) {
    this(sentence, Mischief.saying(""));
  }

  /// Whether nothing can have left.
  boolean sendsNothing() {
    return this == P3_REFUSES_CONNECTIONS
        || this == P3_HAS_NO_ADDRESS
        || this == P23_SHOWS_NO_CERTIFICATE;
  }

  /// Lets calls of this kind meet the trouble.
  void impose(Scene scene, Operation operation) {
    switch (this) {
      case P3_REFUSES_CONNECTIONS ->
          scene.divert(
              operation, java.net.URI.create("http://127.0.0.1:" + scene.closedPort + "/token"));
      case P3_HAS_NO_ADDRESS ->
          scene.wire.bend(
              operation, (_, _, _) -> new OutboundAnswer.NotSent(false, "no such name"));
      case P23_SHOWS_NO_CERTIFICATE -> {
        scene.mischief.behave(behaviour);
        scene.divert(operation, scene.mischief.uri("https"));
      }
      case P24_REDIRECTS ->
          scene.divert(
              operation,
              Mischief.answering(
                  307, "Location: http://" + scene.mischief.hostAndPort() + "/elsewhere\r\n", ""));
      default -> scene.divert(operation, behaviour);
    }
  }

  @Override
  public String toString() {
    return name().substring(0, name().indexOf('_')) + " the provider " + sentence;
  }

  private static String html() {
    return "Content-Type: text/html\r\n";
  }

  private static String json() {
    return "Content-Type: application/json\r\n";
  }

  private static Mischief.Behaviour asking(String time) {
    return Mischief.answering(429, "Retry-After: " + time + "\r\n", "");
  }
}
