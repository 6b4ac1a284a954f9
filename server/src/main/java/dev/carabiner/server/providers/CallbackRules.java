package dev.carabiner.server.providers;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which redirect URIs a provider lets an operator register.
///
/// @param words the rules for people
/// @param httpHosts hosts that plain http may name; absent: any
/// @param rawIp whether an address in place of a name is taken
/// @param publicDomain whether the host, unless it is one of `httpHosts`, must be a name under a
///   public domain
public record CallbackRules(
    Optional<String> words, Optional<Set<String>> httpHosts, boolean rawIp, boolean publicDomain) {
  /// Nothing is known.
  public static final CallbackRules UNKNOWN =
      new CallbackRules(Optional.empty(), Optional.empty(), true, false);

  private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*\\]|\\d+(\\.\\d+){3}");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final Set<String> PRIVATE_ENDINGS =
      Set.of("local", "localhost", "internal", "lan", "test", "home", "corp", "invalid", "example");

  public CallbackRules {
    httpHosts = httpHosts.map(Set::copyOf);
  }

  /// What the provider will not like about `redirectUri`, each in a sentence that names the way
  /// out; none when it fits.
  public List<String> warnings(URI redirectUri) {
    var host = String.valueOf(redirectUri.getHost()).toLowerCase(Locale.ROOT);
    var http = "http".equalsIgnoreCase(redirectUri.getScheme());
    var warnings = new ArrayList<String>();
    if (http && httpHosts.isPresent() && !httpHosts.get().contains(host))
      warnings.add(aboutHttp(host, httpHosts.get()));
    else if (!rawIp && IP_ADDRESS.matcher(host).matches())
      warnings.add("it takes no IP address as host; give server.url a host name" + orLocal());
    if (publicDomain
        && !IP_ADDRESS.matcher(host).matches()
        && !isAllowedByName(host)
        && !isPublic(host))
      warnings.add(
          "it takes only hosts under a public domain; give server.url such a name" + orLocal());
    return List.copyOf(warnings);
  }

  private String aboutHttp(String host, Set<String> allowed) {
    if (allowed.isEmpty())
      return "it takes https only; set server.url to an https address (server.tls, a reverse proxy or a tunnel)";
    if (LOOPBACK.contains(host))
      return "it does not take "
          + host
          + " over http; use "
          + first(allowed)
          + " in server.url instead";
    return "it takes http only for "
        + String.join(", ", allowed.stream().sorted().toList())
        + "; set server.url to an https address (server.tls, a reverse proxy or a tunnel)";
  }

  private String orLocal() {
    return httpHosts
        .filter(hosts -> !hosts.isEmpty())
        .map(hosts -> ", or " + first(hosts) + " on your own machine")
        .orElse("");
  }

  private boolean isAllowedByName(String host) {
    return httpHosts.isPresent() && httpHosts.get().contains(host);
  }

  private static boolean isPublic(String host) {
    var dot = host.lastIndexOf('.');
    return dot > 0 && !PRIVATE_ENDINGS.contains(host.substring(dot + 1));
  }

  private static String first(Set<String> hosts) {
    return hosts.stream().sorted().reduce((a, b) -> b.equals("localhost") ? b : a).orElseThrow();
  }
}
