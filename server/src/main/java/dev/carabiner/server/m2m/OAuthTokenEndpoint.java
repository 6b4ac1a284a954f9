package dev.carabiner.server.m2m;

import static java.lang.System.Logger.Level.DEBUG;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.MachineClients;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.RequestIds;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.Reveal;
import java.util.List;
import java.util.Optional;

/// `POST /oauth2/token`: a machine client gets an access token for its own credentials (RFC 6749
/// section 4.4).
public final class OAuthTokenEndpoint implements Door {
  static final String PATH = "/oauth2/token";
  static final String GRANT_TYPE = "client_credentials";
  private static final System.Logger LOG = System.getLogger(OAuthTokenEndpoint.class.getName());

  /// Stands in for a client that is not known, so that it costs the work of a wrong secret.
  private static final MachineClient NOBODY =
      new MachineClient(
          "0".repeat(32), "nobody", Workspace.DEFAULT, Scopes.NONE, List.of("0".repeat(64)), false);

  private final MachineClients clients;
  private final TokenIssuer issuer;

  public OAuthTokenEndpoint(MachineClients clients, TokenIssuer issuer) {
    this.clients = clients;
    this.issuer = issuer;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(PATH, this::answer);
  }

  private Reply answer(Request request) {
    try {
      var form = request.form();
      var grantType = form.need("grant_type");
      if (!grantType.equals(GRANT_TYPE))
        return new OAuthError(400, "unsupported_grant_type", "grant_type must be " + GRANT_TYPE)
            .reply();
      var client = ClientCredentials.of(request, form).flatMap(this::authenticated);
      if (client.isEmpty()) {
        LOG.log(DEBUG, "client refused, request {0}", RequestIds.shown(request.requestId()));
        return OAuthError.invalidClient().reply();
      }
      return granted(client.get(), form);
    } catch (Problem malformed) {
      return OAuthError.invalidRequest(malformed.message()).reply();
    }
  }

  private Optional<MachineClient> authenticated(ClientCredentials shown) {
    var known = clients.find(shown.id());
    var right = known.orElse(NOBODY).accepts(shown.secret());
    return known.filter(client -> right && client.enabled());
  }

  private Reply granted(MachineClient client, Parameters form) {
    var audiences = form.all("audience").stream().filter(value -> !value.isEmpty()).toList();
    if (!issuer.settings().audiences().containsAll(audiences))
      return new OAuthError(403, "invalid_request", "this audience is not one of the server's")
          .reply();
    Scopes requested;
    try {
      requested = Scopes.parse(form.one("scope").orElse(""));
    } catch (IllegalArgumentException malformed) {
      return new OAuthError(400, "invalid_scope", "scope has a forbidden character").reply();
    }
    if (!client.scopes().covers(requested))
      return new OAuthError(403, "invalid_scope", "the client may not have this scope").reply();
    var granted = requested.isEmpty() ? client.scopes() : requested;
    var asked = audiences.isEmpty() ? issuer.settings().audiences().subList(0, 1) : audiences;
    return token(new TokenGrant(client.id(), granted, requested, asked));
  }

  private Reply token(TokenGrant grant) {
    var issued = issuer.issue(grant);
    var body =
        Json.object()
            .put("access_token", issued.token().reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT))
            .put("expires_in", issuer.settings().lifetime().toSeconds())
            .put("scope", grant.requested().asText())
            .put("token_type", "Bearer");
    return Reply.json(200, body).with("Pragma", "no-cache");
  }
}
