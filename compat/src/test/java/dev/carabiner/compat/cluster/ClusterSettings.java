package dev.carabiner.compat.cluster;

import dev.carabiner.sandbox.Sandbox;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/// The settings file of one node.
final class ClusterSettings {
  private ClusterSettings() {}

  static String yaml(URI url, URI listen, String store, Map<Policy, Sandbox> providers) {
    var allowed =
        providers.values().stream()
            .map(provider -> provider.issuer().getRawAuthority())
            .collect(Collectors.joining(", "));
    var text =
        new StringBuilder(
            """
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
                scopes: [read:connected_apps, create:connected_apps, update:connected_apps, delete:connected_apps]
            providers:
            """
                .formatted(
                    url, listen.getRawAuthority(), store, allowed, Api.CLIENT_ID, Api.SECRET));
    providers.forEach((policy, provider) -> text.append(provider(policy, provider.issuer())));
    text.append("apps:\n");
    for (var policy : providers.keySet())
      text.append(app(policy.key(), policy, "open")).append(app(policy.boundKey(), policy, "bind"));
    return text.toString();
  }

  private static String provider(Policy policy, URI issuer) {
    return """
    - id: %s
      name: Provider %s
      issuer: %s
      lifecycle: {%s}
    """
        .formatted(policy.key(), policy.key(), issuer, policy.lifecycle())
        .indent(2);
  }

  private static String app(String key, Policy policy, String linking) {
    return """
    - key: %s
      name: Notes %s
      provider: %s
      client-id: carabiner
      client-secret: provider-secret
      scopes: [openid, offline_access, notes.read]
      callback-url: %s
      linking: %s
    """
        .formatted(key, key, policy.key(), Cluster.CALLBACK, linking)
        .indent(2);
  }
}
