package dev.carabiner.cli;

import dev.carabiner.server.providers.Catalogue;
import java.net.URI;
import java.util.Optional;

/// The redirect URI that `dev` offers for a first real provider.
///
/// @param uri what to register
/// @param advice why the provider may refuse it, and the way out
/// @param start the command to go on with
record FirstRedirect(String uri, Optional<String> advice, String start) {
  private static final String PROVIDER = "google";
  private static final String PATH = "/connected_apps/callback/" + PROVIDER;
  private static final int USUAL_PORT = 8080;

  /// @param url the server's public URL
  static FirstRedirect of(DevPlan plan, String url) {
    var provider = Catalogue.builtIn().find(PROVIDER).orElseThrow();
    var uri = url + PATH;
    var warnings = provider.about().registration().callbackRules().warnings(URI.create(uri));
    var start = "dev" + (plan.port() == USUAL_PORT ? "" : " --port " + plan.port()) + " --url ";
    if (warnings.isEmpty()) return new FirstRedirect(uri, Optional.empty(), start + url);
    var local = "http://localhost:" + plan.port();
    var advice =
        provider.name()
            + " may refuse it: "
            + String.join("; ", warnings)
            + ".\nSo start with `"
            + start
            + local
            + "` and register "
            + local
            + PATH
            + ";";
    return new FirstRedirect(uri, Optional.of(advice), start + local);
  }
}
