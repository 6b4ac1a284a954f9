package dev.carabiner.compat.cluster;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/// The settings file of one node.
final class ClusterSettings {
  private ClusterSettings() {}

  static String yaml(URI url, URI listen, String store, List<Listing> providers) {
    var allowed =
        providers.stream()
            .map(provider -> provider.issuer().getRawAuthority())
            .collect(Collectors.joining(", "));
    return """
    server:
      name: Example CRM
      url: %s
      listen: %s
      management-listen: 127.0.0.1:0
    log:
      level: debug
    store:
      url: %s
      journal: journal
    vault:
      master-key: file:../master.key
    outbound:
      allow: [%s]
    clients:
      - id: %s
        name: back end
        secret: %s
        scopes: [read:connected_apps, create:connected_apps]
    providers:
    %sapps:
    %s\
    """
        .formatted(
            url,
            listen.getRawAuthority(),
            store,
            allowed,
            Api.CLIENT_ID,
            Api.SECRET,
            providers.stream().map(Listing::provider).collect(Collectors.joining()),
            providers.stream().map(Listing::apps).collect(Collectors.joining()));
  }
}
