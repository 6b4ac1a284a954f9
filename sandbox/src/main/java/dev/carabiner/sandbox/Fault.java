package dev.carabiner.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that shall go wrong. It waits for requests that it fits and is used up by them.
 *
 * @param target which requests it fits
 * @param times how many requests it is for, 1 to 10,000
 * @param delay how long the request waits before anything else happens
 * @param replacement what is answered instead of the real answer
 * @param handled whether the request is handled although its answer is replaced
 * @param cut how the connection breaks
 */
public record Fault(
    Target target,
    int times,
    Duration delay,
    Optional<Replacement> replacement,
    boolean handled,
    Cut cut) {
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

  /**
   * Which requests are meant.
   *
   * @param endpoint absent: any that can fail, which pages and control cannot
   * @param grantType absent: any
   */
  public record Target(Optional<Endpoint> endpoint, Optional<String> grantType) {
    public Target {
      if (endpoint.filter(named -> !named.canFail()).isPresent()) {
        throw new IllegalArgumentException("faults are not for " + endpoint.get().code());
      }
    }

    boolean fits(Endpoint asked, LedgerEntry.Asked request) {
      return asked.canFail()
          && endpoint.map(named -> named == asked).orElse(true)
          && grantType
              .map(named -> request.grantType().filter(named::equals).isPresent())
              .orElse(true);
    }
  }

  /** What is answered instead. */
  public sealed interface Replacement {

    /**
     * An answer of any shape; what is absent is 200, no headers, an empty body and JSON's type.
     *
     * @param status 200 to 599
     */
    record Response(int status, Map<String, String> headers, String body, String contentType)
        implements Replacement {
      public Response {
        if (status < 200 || status > 599) {
          throw new IllegalArgumentException("status is 200 to 599: " + status);
        }
        headers = Map.copyOf(headers);
        headers.forEach(Response::checkHeader);
        checkHeader("Content-Type", contentType);
      }

      private static void checkHeader(String name, String value) {
        if (!name.matches("[A-Za-z0-9-]{1,100}")
            || value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
          throw new IllegalArgumentException("not a header: " + Printable.ascii(name));
        }
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) {
          throw new IllegalArgumentException("the length of an answer is counted, not ordered");
        }
      }
    }

    /** An OAuth error: in JSON, or at {@code /authorize} in the redirect back to the client. */
    record OAuthError(String error) implements Replacement {
      public OAuthError {
        if (!error.matches("[a-z_]{1,60}")) {
          throw new IllegalArgumentException("an error code is made of small letters and _");
        }
      }
    }
  }

  /** How the connection breaks. */
  public enum Cut {
    /** Not at all. */
    NEVER,
    /** Closed before the request is handled: nothing has happened. */
    BEFORE,
    /** Closed after the request was handled, without an answer: the caller cannot know. */
    AFTER,
    /** Closed in the middle of the answer's body. */
    MIDWAY
  }

  public Fault {
    if (times < 1 || times > 10_000) {
      throw new IllegalArgumentException("times is 1 to 10000: " + times);
    }
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("a delay is at most ten minutes: " + delay);
    }
    if ((cut == Cut.BEFORE || cut == Cut.AFTER) && replacement.isPresent()) {
      throw new IllegalArgumentException("a dropped connection carries no answer");
    }
    if (cut == Cut.BEFORE && handled) {
      throw new IllegalArgumentException("dropped before handling, a request is not handled");
    }
  }

  /** A fault of one request of this endpoint that does nothing yet. */
  public static Fault at(Endpoint endpoint) {
    return new Fault(
        new Target(Optional.of(endpoint), Optional.empty()),
        1,
        Duration.ZERO,
        Optional.empty(),
        false,
        Cut.NEVER);
  }

  /** A fault of one token request of this grant type that does nothing yet. */
  public static Fault atToken(String grantType) {
    return at(Endpoint.TOKEN)
        .withTarget(new Target(Optional.of(Endpoint.TOKEN), Optional.of(grantType)));
  }

  public Fault withTarget(Target fitting) {
    return new Fault(fitting, times, delay, replacement, handled, cut);
  }

  public Fault times(int requests) {
    return new Fault(target, requests, delay, replacement, handled, cut);
  }

  public Fault delay(Duration waiting) {
    return new Fault(target, times, waiting, replacement, handled, cut);
  }

  /** Answers with this status and body, as JSON, without handling the request. */
  public Fault respond(int status, String body) {
    return respond(status, Map.of(), body, "application/json");
  }

  /** Answers so, without handling the request. */
  public Fault respond(int status, Map<String, String> headers, String body, String contentType) {
    return with(new Replacement.Response(status, headers, body, contentType));
  }

  /** Answers with this OAuth error, without handling the request. */
  public Fault error(String code) {
    return with(new Replacement.OAuthError(code));
  }

  /** Handles the request first although its answer is replaced. */
  public Fault afterHandling() {
    return new Fault(target, times, delay, replacement, true, cut);
  }

  public Fault cut(Cut breaking) {
    return new Fault(target, times, delay, replacement, handled, breaking);
  }

  /** What the ledger says of it. */
  String description() {
    List<String> parts = new ArrayList<>();
    if (!delay.isZero()) {
      parts.add("delay " + delay.toMillis() + " ms");
    }
    if (replacement.isPresent()) {
      parts.add(
          replacement.get() instanceof Replacement.Response response
              ? "status " + response.status()
              : "error " + ((Replacement.OAuthError) replacement.get()).error());
    }
    if (handled) {
      parts.add("handled");
    }
    switch (cut) {
      case BEFORE -> parts.add("drop before");
      case AFTER -> parts.add("drop after");
      case MIDWAY -> parts.add("truncate");
      case NEVER -> {}
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private Fault with(Replacement instead) {
    return new Fault(target, times, delay, Optional.of(instead), handled, cut);
  }
}
