package dev.carabiner.server.console;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.setup.WorkspaceClients;
import java.net.URI;
import java.util.Optional;

/// The lines that a back end reads an access token with, ready to paste into a terminal.
public final class ReadingCall {
  private final WorkspaceClients clients;
  private final URI url;
  private final String audience;

  /// @param url of the server
  /// @param audience that tokens of machine clients are for
  public ReadingCall(WorkspaceClients clients, URI url, String audience) {
    this.clients = clients;
    this.url = url;
    this.audience = audience;
  }

  /// The lines.
  ///
  /// @param bearer asks for a token of the back end's own, once in a while
  /// @param read reads the access token, as often as one likes
  public record Lines(String bearer, String read) {}

  /// For that session; without one a variable stands for its id.
  Lines of(Optional<String> session) {
    var client =
        clients.list(Workspace.DEFAULT, Optional.empty(), 1).stream()
            .findFirst()
            .map(each -> each.kept().client().id())
            .orElse("$client_id");
    return new Lines(
        "token=$(curl -sS -u \"%s:$client_secret\" -d grant_type=client_credentials -d audience=%s %s/oauth2/token | sed 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/')"
            .formatted(client, audience, url),
        "curl -sS \"%s/api/v1/connected_apps/token?session_id=%s\" \\\n  -H \"Authorization: Bearer $token\""
            .formatted(url, session.orElse("$session_id")));
  }
}
