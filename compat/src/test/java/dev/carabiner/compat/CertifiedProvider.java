package dev.carabiner.compat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A certified OpenID provider in a process of its own: rotates refresh tokens, ends a grant whose
/// spent refresh token comes again, revokes. Its only account logs in and agrees by itself.
public final class CertifiedProvider implements AutoCloseable {
  public static final String REFRESH = "granted refresh_token";
  public static final String REVOKED = "grant revoked";

  private final NodeProcess process;
  private final URI issuer;

  private CertifiedProvider(NodeProcess process, URI issuer) {
    this.process = process;
    this.issuer = issuer;
  }

  /// @param redirect the only redirect URI of its only client
  /// @param lifetime of access tokens; whole seconds
  public static CertifiedProvider start(URI redirect, Duration lifetime) {
    return start(redirect, lifetime, "bearer");
  }

  /// The same, which binds tokens to keys and wants its nonce in every proof.
  static CertifiedProvider binding(URI redirect, Duration lifetime) {
    return start(redirect, lifetime, "bound");
  }

  private static CertifiedProvider start(URI redirect, Duration lifetime, String kind) {
    var process =
        NodeProcess.start(
            "certified-provider.mjs",
            redirect.toString(),
            Long.toString(lifetime.toSeconds()),
            kind);
    return new CertifiedProvider(process, URI.create(process.greeting().asString()));
  }

  public URI issuer() {
    return issuer;
  }

  /// What its access tokens open.
  public Resource resource() {
    return new Resource(issuer.resolve("/me"));
  }

  /// `granted GRANT_TYPE`, `refused GRANT_TYPE ERROR` and `grant revoked`, in the order in which
  /// they happened.
  public List<String> events() {
    return process.value("events", Map.of()).valueStream().map(JsonNode::asString).toList();
  }

  /// How often that happened.
  public long count(String event) {
    return events().stream().filter(event::equals).count();
  }

  @Override
  public void close() {
    process.close();
  }
}
