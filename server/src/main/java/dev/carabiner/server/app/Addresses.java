package dev.carabiner.server.app;

import dev.carabiner.server.web.AddressRange;
import dev.carabiner.server.web.EdgeSettings;
import dev.carabiner.server.web.TlsFiles;
import java.net.InetSocketAddress;

/// Settings in the words of the rooms that use them.
final class Addresses {
  private Addresses() {}

  static EdgeSettings requests(Settings.Server server) {
    var proxies =
        server.trustedProxies().stream()
            .map(network -> AddressRange.parse(network.toString()))
            .toList();
    var tls = server.tls().map(files -> new TlsFiles(files.certificate(), files.key()));
    return new EdgeSettings(socket(server.listen()), tls, proxies, "requests");
  }

  static EdgeSettings plain(HostPort address, String name) {
    return EdgeSettings.plain(socket(address), name);
  }

  private static InetSocketAddress socket(HostPort address) {
    return new InetSocketAddress(address.host().replace("[", "").replace("]", ""), address.port());
  }
}
