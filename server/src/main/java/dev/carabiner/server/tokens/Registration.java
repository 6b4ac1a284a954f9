package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.Catalogue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which apps are one client at the provider, whatever workspace they belong to: there, their
/// grants of one account may be one grant.
///
/// @param apps with the same provider and client id, the app's own key among them
/// @param variants with the same client id and a variant of the provider, where the same account
///   may have another id
record Registration(Set<AppKey> apps, Set<AppKey> variants) {
  Registration {
    apps = Set.copyOf(apps);
    variants = Set.copyOf(variants);
  }

  /// The registration of `app`, looked up among all apps.
  static Registration of(ConnectedApp app, List<ConnectedApp> all, Catalogue catalogue) {
    var apps = new HashSet<>(Set.of(app.key()));
    var variants = new HashSet<AppKey>();
    if (!app.credentials().isByHand()) return new Registration(apps, variants);
    for (var other : all) {
      if (!other.credentials().clientId().equals(app.credentials().clientId())) continue;
      if (other.provider().id().equals(app.provider().id())) apps.add(other.key());
      else if (family(other, catalogue).equals(family(app, catalogue))) variants.add(other.key());
    }
    return new Registration(apps, variants);
  }

  private static String family(ConnectedApp app, Catalogue catalogue) {
    var id = app.provider().id();
    return catalogue
        .find(id)
        .flatMap(provider -> provider.about().standing().variantOf())
        .orElse(id);
  }
}
