package dev.carabiner.server.console;

import java.net.URI;

/// How the console is reached.
///
/// @param product the name people know
/// @param url the public base URL
public record Surface(String product, URI url) {
  /// Whether cookies can be kept to https.
  public boolean isSecure() {
    return "https".equals(url.getScheme());
  }

  /// Scheme, host and port as browsers write them into `Origin`.
  public String origin() {
    var port = url.getPort();
    var usual = port < 0 || (isSecure() ? port == 443 : port == 80);
    return url.getScheme() + "://" + url.getHost() + (usual ? "" : ":" + port);
  }
}
