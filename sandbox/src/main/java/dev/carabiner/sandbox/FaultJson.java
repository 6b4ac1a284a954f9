package dev.carabiner.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the body of {@code POST /control/fail}. */
final class FaultJson {
  static final List<String> MEMBERS =
      List.of(
          "endpoint",
          "grant_type",
          "times",
          "status",
          "headers",
          "body",
          "content_type",
          "error",
          "handled",
          "delay_ms",
          "drop",
          "truncate");

  private FaultJson() {}

  /**
   * @throws IllegalArgumentException saying which member is wrong
   */
  static Fault read(String body) {
    Members members = new Members(body, MEMBERS);
    return new Fault(
        new Fault.Target(endpoint(members), members.text("grant_type")),
        number(members, "times").orElse(1),
        Duration.ofMillis(members.integer("delay_ms").orElse(0L)),
        replacement(members),
        members.flag("handled"),
        cut(members));
  }

  private static Optional<Endpoint> endpoint(Members members) {
    String code =
        members
            .text("endpoint")
            .orElseThrow(() -> new IllegalArgumentException("endpoint is missing"));
    if (code.equals("any")) {
      return Optional.empty();
    }
    Optional<Endpoint> endpoint = Endpoint.ofCode(code);
    if (endpoint.isEmpty()) {
      throw new IllegalArgumentException("there is no endpoint " + Printable.ascii(code));
    }
    return endpoint;
  }

  private static Optional<Fault.Replacement> replacement(Members members) {
    boolean response =
        members.has("status")
            || members.has("headers")
            || members.has("body")
            || members.has("content_type");
    Optional<String> error = members.text("error");
    if (error.isPresent() && response) {
      throw new IllegalArgumentException(
          "error stands alone, without status, headers, body and content_type");
    }
    if (error.isPresent()) {
      return Optional.of(new Fault.Replacement.OAuthError(error.get()));
    }
    if (!response) {
      return Optional.empty();
    }
    Map<String, String> headers = members.texts("headers");
    return Optional.of(
        new Fault.Replacement.Response(
            number(members, "status").orElse(200),
            headers,
            members.text("body").orElse(""),
            members.text("content_type").orElse("application/json")));
  }

  private static Fault.Cut cut(Members members) {
    Optional<String> drop = members.text("drop");
    boolean truncate = members.flag("truncate");
    if (drop.isEmpty()) {
      return truncate ? Fault.Cut.MIDWAY : Fault.Cut.NEVER;
    }
    if (truncate) {
      throw new IllegalArgumentException("drop and truncate exclude each other");
    }
    return switch (drop.get()) {
      case "before" -> Fault.Cut.BEFORE;
      case "after" -> Fault.Cut.AFTER;
      default -> throw new IllegalArgumentException("drop must be before or after");
    };
  }

  private static Optional<Integer> number(Members members, String name) {
    return members
        .integer(name)
        .map(value -> {
          if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + " is out of range");
          }
          return value.intValue();
        });
  }
}
