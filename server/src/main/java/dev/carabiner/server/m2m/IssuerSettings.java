package dev.carabiner.server.m2m;

import java.time.Duration;
import java.util.List;

/// Who we are to those who read our tokens.
///
/// @param issuer the public base URL, byte for byte the `iss` claim; no slash at the end
/// @param audiences what a token may be asked for, and what the machine API accepts; the first is
///   the one of a token for which none was asked
/// @param lifetime how long a token lives
public record IssuerSettings(String issuer, List<String> audiences, Duration lifetime) {
  /// One second less than a day.
  public static final Duration LIFETIME = Duration.ofSeconds(86_399);

  public IssuerSettings {
    audiences = List.copyOf(audiences);
    if (issuer.endsWith("/")) throw new IllegalArgumentException("The issuer ends without a slash");
    if (audiences.isEmpty()) throw new IllegalArgumentException("There must be an audience");
    if (!lifetime.isPositive()) throw new IllegalArgumentException("A token lives for some time");
  }

  /// The settings of an installation that names only its URL: audience `{url}/api`, and on plain
  /// HTTP also `https://{url}/api`, which a real client makes of it.
  public static IssuerSettings of(String url) {
    var api = url + "/api";
    var audiences = url.startsWith("http:") ? List.of(api, "https://" + api) : List.of(api);
    return new IssuerSettings(url, audiences, LIFETIME);
  }
}
