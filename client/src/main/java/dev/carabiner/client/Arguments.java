package dev.carabiner.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** Checks of what callers hand in. */
final class Arguments {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final Duration LONGEST_VALIDITY = Duration.ofDays(1);

  private Arguments() {}

  /** A text that must not be empty; the value itself stays out of the message. */
  static String given(String name, String value) {
    if (Objects.requireNonNull(value, name).isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return value;
  }

  /** Whole seconds, rounded up, as the server takes them. */
  static String validity(Duration minValidity) {
    if (minValidity.isNegative() || minValidity.compareTo(LONGEST_VALIDITY) > 0) {
      throw new IllegalArgumentException("minValidity is from 0 to 86400 seconds");
    }
    return Long.toString(minValidity.plusNanos(999_999_999).toSeconds());
  }

  static void safe(URI baseUrl, boolean plainHttp) {
    String scheme = Objects.requireNonNullElse(baseUrl.getScheme(), "");
    String host = Objects.requireNonNullElse(baseUrl.getHost(), "");
    if (host.isEmpty() || baseUrl.getQuery() != null || baseUrl.getFragment() != null) {
      throw new IllegalStateException("baseUrl is not a server's address: " + baseUrl);
    }
    boolean open = scheme.equals("http") && (plainHttp || LOOPBACK.contains(host));
    if (!scheme.equals("https") && !open) {
      throw new IllegalStateException(
          "baseUrl must be https, or http on this machine itself (or allowPlainHttp): " + baseUrl);
    }
  }
}
