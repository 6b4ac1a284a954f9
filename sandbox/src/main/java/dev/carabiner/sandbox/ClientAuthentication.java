package dev.carabiner.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who is calling (RFC 6749 section 2.3). */
final class ClientAuthentication {
  private final SandboxSettings settings;

  ClientAuthentication(SandboxSettings settings) {
    this.settings = settings;
  }

  /** A known client, or the answer to one that is not. */
  sealed interface Check {
    record Known(RegisteredClient client) implements Check {}

    record Refused(Answer answer) implements Check {}
  }

  /** The two halves of a Basic header; each is form-urlencoded before it is joined. */
  record Basic(String id, String secret) {
    static Optional<Basic> read(Call call) {
      return call.authorization("Basic").flatMap(Basic::parse);
    }

    private static Optional<Basic> parse(String encoded) {
      try {
        String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 1
            ? Optional.empty()
            : Optional.of(
                new Basic(
                    Parameters.decode(pair.substring(0, colon)),
                    Parameters.decode(pair.substring(colon + 1))));
      } catch (IllegalArgumentException malformed) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "Basic[" + id + "]";
    }
  }

  /** Also refuses what no form endpoint takes: another content type, or a parameter twice. */
  Check check(Call call) {
    if (!call.isForm()) {
      return refused("the body must be application/x-www-form-urlencoded");
    }
    Optional<String> repeated = call.form().repeated();
    if (repeated.isPresent()) {
      return refused("a parameter came twice: " + Printable.ascii(repeated.get()));
    }
    Optional<String> id = call.form().first("client_id");
    Optional<String> secret = call.form().first("client_secret");
    if (call.header("Authorization").isEmpty()) {
      return id.isEmpty()
          ? unknown(false, "no client credentials were sent")
          : known(id.get(), secret, false);
    }
    if (secret.isPresent()) {
      return refused("client credentials came twice, in the header and in the body");
    }
    Optional<Basic> basic = Basic.read(call);
    if (basic.isEmpty()) {
      return unknown(true, "the Authorization header is no well-formed Basic one");
    }
    if (id.isPresent() && !id.get().equals(basic.get().id())) {
      return refused("client_id differs from the one in the Authorization header");
    }
    return known(basic.get().id(), Optional.of(basic.get().secret()), true);
  }

  private Check known(String id, Optional<String> secret, boolean header) {
    Optional<RegisteredClient> client = settings.client(id);
    if (client.isEmpty()) {
      return unknown(header, "there is no client of this id");
    }
    boolean right =
        client
            .get()
            .secret()
            .map(expected -> secret.filter(sent -> Opaque.same(sent, expected)).isPresent())
            .orElseGet(() -> secret.filter(sent -> !sent.isEmpty()).isEmpty());
    return right
        ? new Check.Known(client.get())
        : unknown(header, "the client secret is missing or wrong");
  }

  private static Check refused(String description) {
    return new Check.Refused(Answers.error(400, "invalid_request", description));
  }

  private static Check unknown(boolean header, String description) {
    Answer answer = Answers.error(401, "invalid_client", description);
    return new Check.Refused(
        header ? answer.with("WWW-Authenticate", "Basic realm=\"sandbox\"") : answer);
  }
}
