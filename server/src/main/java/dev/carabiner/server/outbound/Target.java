package dev.carabiner.server.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a request goes, read from its URI once; the guard judges and the connection uses this same
/// reading.
///
/// @param secure https rather than http
/// @param host in lower case: a name, an IPv4 address, or an IPv6 address in brackets
/// @param port as given, or the scheme's own
/// @param pathAndQuery as they go into the request line
record Target(boolean secure, String host, int port, String pathAndQuery) {
  private static final int MAX_URI_LENGTH = 2048;
  private static final int MAX_NAME_LENGTH = 253;
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile("(" + LABEL + "\\.)*(?![0-9])" + LABEL);

  /// Reads the URI.
  ///
  /// @throws Refused for every URI that has no business in a request of ours, whatever the
  ///   operator's exceptions are
  static Target of(URI uri) throws Refused {
    var text = uri.toString();
    if (text.length() > MAX_URI_LENGTH)
      throw new Refused("the address is longer than " + MAX_URI_LENGTH + " characters");
    if (!VISIBLE_ASCII.matcher(text).matches())
      throw new Refused("the address holds characters other than visible ASCII");
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http"))
      throw new Refused("the address is neither https nor http");
    if (uri.getHost() == null) throw new Refused("the address has no plain host");
    if (uri.getRawUserInfo() != null) throw new Refused("the address carries user information");
    if (uri.getRawFragment() != null) throw new Refused("the address carries a fragment");
    var host = uri.getHost().toLowerCase(Locale.ROOT);
    if (!isHost(host)) throw new Refused("the host is not spelled plainly");
    var secure = scheme.equals("https");
    return new Target(secure, host, port(uri, secure), pathAndQuery(uri));
  }

  /// Whether `host`, in lower case, is a plain address or a plain name.
  static boolean isHost(String host) {
    return Literals.parse(host).isPresent()
        || (host.length() <= MAX_NAME_LENGTH && NAME.matcher(host).matches());
  }

  /// The address, when the host is one and no look-up is needed.
  Optional<InetAddress> literal() {
    return Literals.parse(host);
  }

  /// The Host header (RFC 9110 section 7.2).
  String hostHeader() {
    return port == ownPort(secure) ? host : host + ":" + port;
  }

  private static int port(URI uri, boolean secure) throws Refused {
    if (uri.getPort() == -1) return ownPort(secure);
    if (uri.getPort() < 1 || uri.getPort() > 65535) throw new Refused("the port is out of range");
    return uri.getPort();
  }

  private static int ownPort(boolean secure) {
    return secure ? 443 : 80;
  }

  private static String pathAndQuery(URI uri) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
