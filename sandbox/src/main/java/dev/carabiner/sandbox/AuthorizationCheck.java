package dev.carabiner.sandbox;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the parameters of the authorization endpoint and decides who hears of what is wrong. */
final class AuthorizationCheck {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Set<String> DEFAULT_SCOPES = Set.of("profile");

  private final SandboxSettings settings;

  AuthorizationCheck(SandboxSettings settings) {
    this.settings = settings;
  }

  /** How the check ended. */
  sealed interface Result {
    record Fine(AuthorizationRequest request) implements Result {}

    /** Only the person is told: where the browser came from cannot be trusted. */
    record Untrusted(String description) implements Result {}

    /** The client is told by a redirect. */
    record Wrong(String redirectUri, Optional<String> state, String error, String description)
        implements Result {}
  }

  Result of(Parameters asked) {
    Optional<RegisteredClient> client = asked.first("client_id").flatMap(settings::client);
    if (client.isEmpty()) {
      return new Result.Untrusted("The client_id is missing or not registered here.");
    }
    Optional<String> redirectUri = asked.first("redirect_uri").filter(client.get()::redirectsTo);
    if (redirectUri.isEmpty()) {
      return new Result.Untrusted(
          "The redirect_uri is missing or not registered for this client. It must match character"
              + " by character.");
    }
    Optional<String> repeated = asked.repeated();
    if (repeated
        .filter(name -> name.equals("client_id") || name.equals("redirect_uri"))
        .isPresent()) {
      return new Result.Untrusted("The client_id or the redirect_uri came twice.");
    }
    Wrongs wrongs = new Wrongs(redirectUri.get(), asked.first("state"));
    if (repeated.isPresent()) {
      return wrongs.invalid("a parameter came twice: " + Printable.ascii(repeated.get()));
    }
    return checkRest(asked, client.get(), wrongs);
  }

  private Result checkRest(Parameters asked, RegisteredClient client, Wrongs wrongs) {
    if (asked.first("request").isPresent()) {
      return wrongs.of("request_not_supported", "request objects are not supported");
    }
    if (asked.first("request_uri").isPresent()) {
      return wrongs.of("request_uri_not_supported", "request objects are not supported");
    }
    Optional<String> type = asked.first("response_type");
    if (type.isEmpty()) {
      return wrongs.invalid("response_type is missing");
    }
    if (!type.get().equals("code")) {
      return wrongs.of("unsupported_response_type", "response_type must be code");
    }
    if (asked.first("response_mode").filter(mode -> !mode.equals("query")).isPresent()) {
      return wrongs.invalid("response_mode must be query");
    }
    Optional<String> challenge = asked.first("code_challenge");
    if (challenge.isEmpty() && (settings.consent().requirePkce() || client.secret().isEmpty())) {
      return wrongs.invalid("code_challenge is missing");
    }
    if (challenge.isPresent()
        && asked.first("code_challenge_method").filter("S256"::equals).isEmpty()) {
      return wrongs.invalid("code_challenge_method must be S256");
    }
    if (challenge.filter(value -> !CHALLENGE.matcher(value).matches()).isPresent()) {
      return wrongs.invalid("code_challenge is no SHA-256 in base64url");
    }
    Set<String> scopes = asked.first("scope").map(Scopes::parse).orElse(DEFAULT_SCOPES);
    for (String scope : scopes) {
      if (!settings.consent().scopes().containsKey(scope)) {
        return wrongs.of("invalid_scope", "there is no scope " + Printable.ascii(scope));
      }
    }
    if (!settings.consent().automatic()
        && asked.first("prompt").filter("none"::equals).isPresent()) {
      return wrongs.of("interaction_required", "consent takes a page here");
    }
    return new Result.Fine(
        new AuthorizationRequest(
            client,
            wrongs.redirectUri(),
            wrongs.state(),
            scopes,
            challenge,
            asked.first("nonce"),
            asked.first("login_hint")));
  }

  private record Wrongs(String redirectUri, Optional<String> state) {
    Result of(String error, String description) {
      return new Result.Wrong(redirectUri, state, error, description);
    }

    Result invalid(String description) {
      return of("invalid_request", description);
    }
  }
}
