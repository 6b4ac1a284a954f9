package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.tokens.Proofs;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.Reveal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `POST /api/v1/connected_apps/sessions/{session_id}/dpop`: an access token, and the proof that
/// one request needs to use it.
public final class ProofEndpoint implements Door {
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
  private static final Pattern NONCE = Pattern.compile("[\\x21-\\x7E]{1,512}");
  private static final int LONGEST_URL = 4096;

  private final Guard guard;
  private final Proofs proofs;

  ProofEndpoint(Guard guard, Proofs proofs) {
    this.guard = guard;
    this.proofs = proofs;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions/{session_id}/dpop",
        guard.guarding("read:connected_apps", this::prove));
  }

  private Reply prove(Caller caller, Request request) {
    var body = new JsonBody(request.json(Set.of("method", "url", "nonce")));
    var method = body.text("method").filter(text -> METHOD.matcher(text).matches());
    if (method.isEmpty())
      throw Problem.invalidRequest("method must be an HTTP method in capital letters");
    var nonce = body.text("nonce");
    if (nonce.filter(text -> !NONCE.matcher(text).matches()).isPresent())
      throw Problem.invalidRequest("nonce must be 1 to 512 visible characters");
    var use =
        new Proofs.Use(
            method.get(),
            body.text("url")
                .flatMap(ProofEndpoint::address)
                .orElseThrow(() -> Problem.invalidRequest("url must be an http or https URL")),
            nonce);
    var session = ApiProblems.sessionId(request.pathValue("session_id"));
    return switch (proofs.of(caller.workspace(), session, use)) {
      case Proofs.Outcome.Given given -> reply(given);
      case Proofs.Outcome.None(var why) -> throw ApiProblems.noToken(why);
    };
  }

  private static Reply reply(Proofs.Outcome.Given given) {
    var expiry = given.end().map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    var proof = given.proof().map(secret -> secret.reveal(Reveal.TO_THE_APP_THAT_OWNS_IT));
    return Reply.json(
        200,
        Json.object()
            .put("access_token", given.accessToken().reveal(Reveal.TO_THE_APP_THAT_OWNS_IT))
            .put("access_token_expiry", expiry)
            .put("token_type", given.scheme())
            .put("dpop", SessionView.orNull(proof)));
  }

  private static Optional<URI> address(String text) {
    if (text.length() > LONGEST_URL || !text.matches("https?://[!-~]+")) return Optional.empty();
    try {
      return Optional.of(new URI(text)).filter(uri -> uri.getHost() != null);
    } catch (URISyntaxException broken) {
      return Optional.empty();
    }
  }
}
