package dev.carabiner.server.doctor;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.Catalogue;
import java.util.Optional;

/// What has to hold for an app. Pure.
final class AppRules {
  private final Catalogue catalogue;
  private final Seals seals;
  private final Findings findings;

  AppRules(Catalogue catalogue, Seals seals, Findings findings) {
    this.catalogue = catalogue;
    this.seals = seals;
    this.findings = findings;
    findings.looked(Rule.APP_UNREADABLE, Rule.APP_PROVIDER);
    if (seals.canTry()) findings.looked(Rule.APP_SECRET);
  }

  void judge(StoredApp row) {
    row.app()
        .ifPresentOrElse(
            this::judge, () -> findings.add(Rule.APP_UNREADABLE, thing("app " + row.key())));
  }

  private void judge(ConnectedApp app) {
    var provider = app.provider().id();
    if (catalogue.find(provider).isEmpty())
      findings.add(Rule.APP_PROVIDER, thing("app " + app.key() + ", provider " + provider));
    var secret = app.credentials().secret();
    if (secret.isPresent() && seals.isBroken(secret.get(), app.secretBinding()))
      findings.add(Rule.APP_SECRET, thing("app " + app.key()));
  }

  private static Subject thing(String name) {
    return Subject.thing(name, Optional.empty());
  }
}
