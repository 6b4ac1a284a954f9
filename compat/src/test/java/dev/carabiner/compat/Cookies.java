package dev.carabiner.compat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The cookies of one browser, by host and port. The JDK's own jar writes them as no browser does.
final class Cookies {
  private final Map<String, Map<String, String>> jars = new TreeMap<>();

  /// What the `Cookie` header says, if there is one.
  Optional<String> header(URI address) {
    var jar = jar(address);
    if (jar.isEmpty()) return Optional.empty();
    return Optional.of(
        jar.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")));
  }

  void keep(URI address, HttpHeaders reply) {
    for (var line : reply.allValues("Set-Cookie")) {
      var pair = line.split(";", 2)[0].split("=", 2);
      if (line.contains("Max-Age=0") || line.contains("01 Jan 1970")) jar(address).remove(pair[0]);
      else jar(address).put(pair[0], pair[1]);
    }
  }

  private Map<String, String> jar(URI address) {
    return jars.computeIfAbsent(address.getRawAuthority(), _ -> new TreeMap<>());
  }
}
