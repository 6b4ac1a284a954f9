package dev.carabiner.cli;

import dev.carabiner.server.app.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The lines that `dev` prints: the whole story, ready to paste.
final class DevLines {
  private final DevPlan plan;
  private final DevIdentity identity;
  private final Settings settings;

  DevLines(DevPlan plan, DevIdentity identity, Settings settings) {
    this.plan = plan;
    this.identity = identity;
    this.settings = settings;
  }

  /// Reads the access token; `{session_id}` stands for the session.
  String readToken() {
    return "curl -sS -H \"Authorization: Bearer $token\" '"
        + api()
        + "/token?session_id={session_id}'";
  }

  /// Everything, told once the listeners answer.
  ///
  /// @param setupLink makes the console's first administrator; absent when there is somebody
  ///   already
  String text(Path file, Optional<URI> setupLink) {
    var url = settings.server().url();
    var redirect = FirstRedirect.of(plan, url);
    return """

    Carabiner %s answers at %s, the sandbox provider at %s.
    Data, keys and settings are in %s; Ctrl-C stops, `dev --reset` begins anew.
    The machine API is described at %s/api/docs, the console is at %s/console.%s

    The whole story, line by line to paste into another terminal:

    # 1. a bearer token for your back end
    token=$(curl -sS -u '%s:%s' -d grant_type=client_credentials -d audience=%s %s/oauth2/token | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/')

    # 2. a link that connects your user "ada"
    answer=$(curl -sS -H "Authorization: Bearer $token" '%s/auth_url?key_code_ref=sandbox&user_id=ada'); echo "$answer"
    url=$(echo "$answer" | sed 's/.*"url" *: *"\\([^"]*\\)".*/\\1/'); session_id=$(echo "$answer" | sed 's/.*"session_id" *: *"\\([^"]*\\)".*/\\1/')

    # 3. connect
    %s

    # 4. the user's access token at the provider, as often as you like
    curl -sS -H "Authorization: Bearer $token" "%s/token?session_id=$session_id"; echo

    # 5. the end
    curl -sS -X POST -H "Authorization: Bearer $token" "%s/revoke?session_id=$session_id"; echo

    Next: your first real provider (docs/first-provider.md). Register this redirect URI there, for an app with the key "google":
      %s%s
    put this into my.yaml, and start with `%s --config my.yaml`:
      apps:
        - key: google
          provider: google
          client-id: YOUR_CLIENT_ID
          client-secret: ${env:GOOGLE_CLIENT_SECRET}
          scopes: [openid, email]
          callback-url: %s/connected
    For a server that stays: copy %s and run `serve --config FILE`.
    """
        .formatted(
            Version.text(),
            url,
            plan.sandboxUrl(),
            file.getParent(),
            url,
            url,
            setupLink.map(link -> "\n" + ConsoleLines.setup(link)).orElse(""),
            identity.clientId(),
            identity.clientSecret(),
            settings.server().audiences().getFirst(),
            url,
            api(),
            plan.automatic()
                ? "curl -sSL \"$url\""
                : "echo \"open this in a browser, and come back when it says Connected: $url\"",
            api(),
            api(),
            redirect.uri(),
            redirect.advice().map(words -> "\n" + words).orElse(""),
            redirect.start(),
            plan.sandboxUrl(),
            file);
  }

  private String api() {
    return settings.server().url() + "/api/v1/connected_apps";
  }
}
