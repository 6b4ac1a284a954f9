package dev.carabiner.server.operators;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.oauth.OneTimeValues;
import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A sign-in at the company's provider that has begun. The browser that began it keeps it, sealed,
/// in a cookie, and nobody else does: another browser has nothing to go on with.
///
/// @param begunAt when
/// @param session the hash of the session that goes on with it; absent where there is none yet
/// @param then the page to go on to
record OpenFlow(OneTimeValues values, Instant begunAt, Optional<String> session, String then) {
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final Binding COOKIE = new Binding("", "console", "browser", "openid-flow", 0);

  Instant until() {
    return begunAt.plus(LIFE);
  }

  /// The value of the cookie.
  String sealed(Vault vault) {
    var json = Json.object();
    json.put("state", text(values.state()));
    json.put("verifier", text(values.codeVerifier()));
    json.put("nonce", text(values.nonce()));
    json.put("begun", begunAt.toEpochMilli());
    session.ifPresent(hash -> json.put("session", hash));
    json.put("then", then);
    var sealed = vault.seal(Secret.of(Json.write(json)), COOKIE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.bytes());
  }

  /// Empty for what we did not seal.
  static Optional<OpenFlow> open(String cookie, Vault vault) {
    try {
      var sealed = Sealed.of(Base64.getUrlDecoder().decode(cookie));
      return Json.parseObject(vault.open(sealed, COOKIE).reveal(Reveal.TO_COMPARE))
          .map(OpenFlow::of);
    } catch (IllegalArgumentException | SealBroken notOurs) {
      return Optional.empty();
    }
  }

  private static OpenFlow of(ObjectNode json) {
    return new OpenFlow(
        new OneTimeValues(secret(json, "state"), secret(json, "verifier"), secret(json, "nonce")),
        Instant.ofEpochMilli(json.path("begun").longValue()),
        Optional.of(json.path("session").asString("")).filter(hash -> !hash.isEmpty()),
        json.path("then").stringValue());
  }

  private static Secret secret(ObjectNode json, String name) {
    return Secret.of(json.path(name).stringValue());
  }

  private static String text(Secret value) {
    return value.reveal(Reveal.TO_SEAL);
  }
}
