package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.TokenTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads how long a token lives, in whatever spelling; what makes no sense is not known.
final class AnsweredLife {
  /// Longer lives are taken for no known end.
  private static final Duration LONGEST = Duration.ofDays(3650);

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  private AnsweredLife() {}

  /// Whole seconds, rounded down; empty for what is no number, not above zero, or above ten years.
  static Optional<Duration> ofSeconds(JsonNode node) {
    return number(node)
        .filter(seconds -> seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) <= 0)
        .map(seconds -> Duration.ofSeconds(seconds.longValue()))
        .filter(Duration::isPositive);
  }

  /// Whether the value is the number 0.
  static boolean isZero(JsonNode node) {
    return number(node).filter(value -> value.signum() == 0).isPresent();
  }

  /// From `now` to the point in time that the answer names, in whole seconds.
  static Optional<Duration> until(JsonNode answer, TokenTime time, Instant now) {
    return DottedPath.find(answer, time.path())
        .flatMap(node -> instant(node, time.format()))
        .map(end -> Duration.ofSeconds(Duration.between(now, end).toSeconds()))
        .filter(life -> life.isPositive() && life.compareTo(LONGEST) <= 0);
  }

  private static Optional<Instant> instant(JsonNode node, TokenTime.Format format) {
    return switch (format) {
      case ISO8601 -> node.isString() ? iso(node.asString().strip()) : Optional.empty();
      case EPOCH_S -> number(node).flatMap(seconds -> epoch(seconds.longValue(), 1000L));
      case EPOCH_MS -> number(node).flatMap(millis -> epoch(millis.longValue(), 1L));
    };
  }

  private static Optional<Instant> epoch(long value, long factor) {
    try {
      return Optional.of(Instant.ofEpochMilli(Math.multiplyExact(value, factor)));
    } catch (ArithmeticException farAway) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> iso(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException otherwise) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> number(JsonNode node) {
    var text = node.isNumber() || node.isString() ? node.asString().strip() : "";
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }
}
