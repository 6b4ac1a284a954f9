package dev.carabiner.server.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Decides which texts may be the address of an endpoint.
final class EndpointUri {
  private static final int MAX_LENGTH = 2048;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  private EndpointUri() {}

  /// The address that we call, if `text` is one: http or https with a host, without user name and
  /// fragment. Whether plain http may really be used is the guard's decision when it is sent.
  static Optional<URI> parse(String text) {
    if (text.length() > MAX_LENGTH) return Optional.empty();
    try {
      var uri = new URI(text);
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      var plain =
          (scheme.equals("https") || scheme.equals("http"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null;
      return plain ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException noUri) {
      return Optional.empty();
    }
  }

  /// The same where a fragment may follow, as in the addresses of pages that find their way by it.
  static Optional<URI> parseWithFragment(String text) {
    var hash = text.indexOf('#');
    if (hash < 0) return parse(text);
    try {
      var whole = new URI(text);
      return text.length() > MAX_LENGTH
          ? Optional.empty()
          : parse(text.substring(0, hash)).map(_ -> whole);
    } catch (URISyntaxException noUri) {
      return Optional.empty();
    }
  }

  /// The address that a browser is sent to (RFC 6749 section 3.1): https, or http on loopback or
  /// where the operator allows it.
  static Optional<URI> forBrowser(String text, Predicate<URI> httpAllowed) {
    return parse(text).filter(uri -> isHttps(uri) || isLoopback(uri) || httpAllowed.test(uri));
  }

  /// Its host in lower case.
  static String host(URI uri) {
    return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
  }

  /// Scheme, host and port, in lower case (RFC 6454 section 4).
  static String origin(URI uri) {
    var text = uri.getScheme() + "://" + uri.getRawAuthority();
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isLoopback(URI uri) {
    return LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }
}
