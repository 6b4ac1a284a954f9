package dev.carabiner.server.console.sessions;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.console.parts.Happening;
import dev.carabiner.server.console.parts.Icon;
import dev.carabiner.server.console.parts.Told;
import dev.carabiner.server.exchanges.Exchange;
import dev.carabiner.server.exchanges.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Exchanges as a timeline: under the day on which each was last.
final class Timeline {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final Pattern SEALED = Pattern.compile("sealed(, #\\d+)?");

  private Timeline() {}

  static SequencedMap<String, List<Happening>> of(
      List<Exchange> exchanges, String provider, Instant now) {
    var days = new LinkedHashMap<String, List<Happening>>();
    for (var exchange : exchanges)
      days.computeIfAbsent(day(exchange.span().last(), now), _ -> new ArrayList<>())
          .add(happening(exchange, provider));
    return days;
  }

  private static String day(Instant time, Instant now) {
    var day = DAY.format(time);
    return day.equals(DAY.format(now)) ? "Today, " + day.split(", ", 2)[1] : day;
  }

  private static Happening happening(Exchange exchange, String provider) {
    var outcome = exchange.verdict().outcome();
    return new Happening(
        CLOCK.format(exchange.span().last()),
        exchange.span().last().truncatedTo(ChronoUnit.SECONDS).toString(),
        outcome == Outcome.GRANTED ? "ok" : outcome == Outcome.NOT_DONE ? "" : "bad",
        icon(outcome),
        what(exchange, provider),
        how(exchange.span()),
        exchange.verdict().word().map(word -> "“" + word + "”").orElse(""),
        List.of(sent(exchange), received(exchange)),
        exchange
            .verdict()
            .text()
            .map(text -> new Happening.Decision(outcome == Outcome.GRANTED, text)));
  }

  private static Icon icon(Outcome outcome) {
    return switch (outcome) {
      case GRANTED -> Icon.CHECK;
      case DEAD, OURS_IS_WRONG -> Icon.CROSS;
      case NOT_DONE -> Icon.CLOCK;
      case IN_DOUBT -> Icon.ALERT;
    };
  }

  private static String what(Exchange exchange, String provider) {
    var deed =
        switch (exchange.asked().kind()) {
          case "code_exchange" -> "Exchange of the code for tokens";
          case "second_exchange" -> "Exchange for longer tokens";
          case "refresh" -> "Renewal";
          case "revocation" -> "Revocation";
          case "account_lookup" -> "Look-up of the account";
          case "connection_lookup" -> "Look-up of what the grant reaches";
          case "token_check" -> "Check of the token";
          case "introspection" -> "Question for the token's life";
          case "pushed_authorization_request" -> "Authorization request handed in";
          case "identity_assertion" -> "Assertion asked of the identity provider";
          case "discovery" -> "Look-up of " + provider + "'s addresses";
          case "registration" -> "Registration of our client";
          default -> "Request";
        };
    return switch (exchange.verdict().outcome()) {
      case GRANTED -> deed + ": done";
      case DEAD -> deed + ": " + provider + " says the grant is over";
      case OURS_IS_WRONG -> deed + ": " + provider + " refuses the client credentials";
      case NOT_DONE -> deed + ": not done";
      case IN_DOUBT -> deed + ": no usable answer";
    };
  }

  private static String how(Exchange.Span span) {
    var took =
        span.took().toMillis() < 1000
            ? span.took().toMillis() + " ms"
            : String.format(Locale.ENGLISH, "%.1f s", span.took().toMillis() / 1000.0);
    return span.times() == 1
        ? took
        : took + " · " + span.times() + " times since " + CLOCK.format(span.first());
  }

  private static Told sent(Exchange exchange) {
    var asked = exchange.asked();
    var text = new StringBuilder(asked.method() + " " + asked.url() + "\n");
    parts(asked.sent(), text);
    return new Told("Sent", CLOCK.format(exchange.span().last()), pieces(text, Optional.empty()));
  }

  private static Told received(Exchange exchange) {
    var text =
        new StringBuilder(
            exchange.answered().status().map(code -> "HTTP " + code + "\n").orElse(""));
    parts(exchange.answered().received(), text);
    var end = CLOCK.format(exchange.span().last().plus(exchange.span().took()));
    return new Told("Received", end, pieces(text, exchange.verdict().word()));
  }

  /// Members of a stored exchange, a line each.
  private static void parts(String json, StringBuilder text) {
    Json.parseObject(json)
        .ifPresent(tree ->
            tree.properties()
                .forEach(part -> {
                  if (!part.getValue().isObject())
                    text.append(part.getKey().replace('_', ' '))
                        .append(": ")
                        .append(value(part.getValue()))
                        .append('\n');
                  else {
                    if (!part.getKey().equals("headers")) text.append('\n');
                    part.getValue()
                        .properties()
                        .forEach(each ->
                            text.append(each.getKey())
                                .append(": ")
                                .append(value(each.getValue()))
                                .append('\n'));
                  }
                }));
  }

  private static String value(JsonNode node) {
    return node.isString() ? node.asString() : Json.write(node);
  }

  private static List<Told.Piece> pieces(CharSequence text, Optional<String> decided) {
    var pieces = new ArrayList<Told.Piece>();
    var pattern =
        decided
            .filter(word -> !word.isBlank())
            .map(word -> Pattern.compile(SEALED + "|" + Pattern.quote(word)))
            .orElse(SEALED);
    var found = pattern.matcher(text);
    var at = 0;
    while (found.find()) {
      if (found.start() > at)
        pieces.add(Told.Piece.plain(text.subSequence(at, found.start()).toString()));
      pieces.add(piece(found));
      at = found.end();
    }
    if (at < text.length())
      pieces.add(Told.Piece.plain(text.subSequence(at, text.length()).toString()));
    return pieces;
  }

  private static Told.Piece piece(Matcher found) {
    return SEALED.matcher(found.group()).matches()
        ? Told.Piece.sealed(found.group())
        : Told.Piece.decided(found.group());
  }
}
