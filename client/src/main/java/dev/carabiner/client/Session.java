package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection, as Carabiner tells of it. Never holds a token. Immutable. */
public final class Session {
  private final JsonObject fields;
  private final String sessionId;
  private final SessionState state;
  private final Times times;

  private record Times(
      Optional<Instant> created,
      Optional<Instant> connected,
      Optional<Instant> refreshed,
      Optional<Instant> tokenEnd,
      Optional<Instant> grantEnd) {}

  private Session(JsonObject fields) {
    this.fields = fields;
    this.sessionId = fields.required("session_id");
    this.state = new SessionState(fields.required("state"));
    this.times =
        new Times(
            fields.instant("created_at"),
            fields.instant("connected_at"),
            fields.instant("refreshed_at"),
            fields.instant("access_token_expiry"),
            fields.instant("grant_expiry"));
  }

  static Session read(JsonObject body) {
    return new Session(body);
  }

  public String sessionId() {
    return sessionId;
  }

  public SessionState state() {
    return state;
  }

  /** Why it does not work; empty while it does. */
  public Optional<Reason> reason() {
    return fields.text("reason").filter(word -> !word.isBlank()).map(Reason::new);
  }

  /** The reason in words for an operator. */
  public Optional<String> reasonText() {
    return fields.text("reason_text");
  }

  /** What to do about the reason, in words for an operator. */
  public Optional<String> remedy() {
    return fields.text("remedy");
  }

  /** What keeps its access token from being renewed; empty while nothing does. */
  public Optional<RefreshTrouble> refreshTrouble() {
    return fields.objects("refresh").stream().findFirst().map(RefreshTrouble::read);
  }

  /** What the provider was told of its end; empty while it lives, or with nothing to tell. */
  public Optional<RevocationReceipt> revocation() {
    return fields.objects("revocation").stream().findFirst().map(RevocationReceipt::read);
  }

  /** The reference key of the connected app. */
  public String keyCodeRef() {
    return fields.text("key_code_ref").orElse("");
  }

  /** What the connected app is called. */
  public String appName() {
    return fields.text("app_name").orElse("");
  }

  /** The provider's id in the catalogue. */
  public String provider() {
    return fields.text("provider").orElse("");
  }

  /** The application's user; empty for a connection that only an organisation asked for. */
  public Optional<String> userId() {
    return fields.text("user_id");
  }

  public Optional<String> orgCode() {
    return fields.text("org_code");
  }

  /** The account at the provider, where the provider tells. */
  public Optional<Account> account() {
    return fields.objects("account").stream().findFirst().map(Account::read);
  }

  public List<String> grantedScopes() {
    return fields.texts("granted_scopes");
  }

  /** Scopes that the app asks for and the user did not grant. */
  public List<String> missingScopes() {
    return fields.texts("missing_scopes");
  }

  /** When the stored access token ends; it is renewed before. Empty without a token or an end. */
  public Optional<Instant> accessTokenExpiry() {
    return times.tokenEnd();
  }

  /** When the user's grant itself ends, where that is known. */
  public Optional<Instant> grantExpiry() {
    return times.grantEnd();
  }

  /** The newer session of the same user, app and provider account. */
  public Optional<String> supersededBy() {
    return fields.text("superseded_by");
  }

  public Optional<Instant> createdAt() {
    return times.created();
  }

  public Optional<Instant> connectedAt() {
    return times.connected();
  }

  public Optional<Instant> refreshedAt() {
    return times.refreshed();
  }

  /** What the user was asked for when connecting, such as a subdomain. */
  public Map<String, String> values() {
    return fields.pairs("values");
  }

  /** The application's own notes. */
  public Map<String, String> metadata() {
    return fields.pairs("metadata");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Session that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return "Session[sessionId=" + sessionId + ", state=" + state.value() + "]";
  }
}
