package dev.carabiner.server.m2m;

import static java.lang.System.Logger.Level.DEBUG;

import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.MachineClients;
import dev.carabiner.server.web.Handler;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.RequestIds;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lets requests through that carry a bearer token of ours with the right scope (RFC 6750). The
/// client is looked up for every request, so one that was disabled is refused at once, although its
/// token is genuine and alive.
public final class BearerGate {
  private static final System.Logger LOG = System.getLogger(BearerGate.class.getName());

  /// `token68` of RFC 9110 section 11.2 after exactly one blank.
  private static final Pattern BEARER =
      Pattern.compile("(?i:bearer) (?<token>[A-Za-z0-9._~+/-]+=*)");

  private static final Pattern OTHER_SCHEME = Pattern.compile("(?i)(?!bearer(?: |$)).*|bearer ?");

  private final TokenVerifier verifier;
  private final MachineClients clients;

  public BearerGate(TokenVerifier verifier, MachineClients clients) {
    this.verifier = verifier;
    this.clients = clients;
  }

  /// A handler that answers callers with that scope by `handler` and refuses everybody else: 401
  /// without a living token, 403 `SCOPE_MISSING` with one that may not, 400 for credentials that
  /// cannot be read or stand in two places.
  public Handler guarding(String scope, GuardedHandler handler) {
    return request -> handler.handle(admitted(request, scope), request);
  }

  /// What a handler with two scopes asks for the second one.
  ///
  /// @throws Problem 403 `SCOPE_MISSING` when the caller has it not
  public static void demand(String scope, Caller caller) {
    if (caller.scopes().contains(scope)) return;
    throw new Problem(403, "SCOPE_MISSING", "Scope is missing: " + scope)
        .withHeader(
            "WWW-Authenticate", challenge("error=\"insufficient_scope\", scope=\"" + scope + "\""));
  }

  private Caller admitted(Request request, String scope) {
    var caller = caller(bearerToken(request), request);
    demand(scope, caller);
    return caller;
  }

  private Caller caller(String token, Request request) {
    return switch (verifier.verify(token)) {
      case Verdict.Refused(var why) -> throw refused(why, request);
      case Verdict.Genuine(var verified) -> {
        Optional<MachineClient> client =
            clients.find(verified.clientId()).filter(MachineClient::enabled);
        if (client.isEmpty()) throw refused("client", request);
        var scopes = verified.scopes().common(client.get().scopes());
        yield new Caller(verified.clientId(), client.get().workspace(), scopes);
      }
    };
  }

  private static String bearerToken(Request request) {
    var headers = request.headers("Authorization");
    var elsewhere = isElsewhere(request);
    if (headers.size() > 1 || (!headers.isEmpty() && elsewhere))
      throw unreadable("the bearer token is there twice");
    if (headers.isEmpty() || OTHER_SCHEME.matcher(headers.getFirst()).matches()) throw missing();
    var bearer = BEARER.matcher(headers.getFirst());
    if (!bearer.matches()) throw unreadable("header Authorization is no bearer token");
    return bearer.group("token");
  }

  /// A token in a query or form is never taken (RFC 6750 section 5.3), only seen.
  private static boolean isElsewhere(Request request) {
    var isForm =
        request
            .header("Content-Type")
            .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
            .isPresent();
    return !request.query().all("access_token").isEmpty()
        || (isForm && !request.form().all("access_token").isEmpty());
  }

  private static Problem missing() {
    return new Problem(401, "INVALID_TOKEN", "A bearer token is needed")
        .withHeader("WWW-Authenticate", "Bearer realm=\"carabiner\"");
  }

  private static Problem unreadable(String what) {
    return Problem.invalidRequest(what)
        .withHeader("WWW-Authenticate", challenge("error=\"invalid_request\""));
  }

  /// One message whatever is wrong: it would tell a forger how far he has come.
  private static Problem refused(String why, Request request) {
    LOG.log(
        DEBUG,
        "bearer token refused: {0}, request {1}",
        why,
        RequestIds.shown(request.requestId()));
    return new Problem(401, "INVALID_TOKEN", "The bearer token is not valid")
        .withHeader("WWW-Authenticate", challenge("error=\"invalid_token\""));
  }

  private static String challenge(String attributes) {
    return "Bearer realm=\"carabiner\", " + attributes;
  }
}
