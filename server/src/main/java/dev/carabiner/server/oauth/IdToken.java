package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks an ID token that came with a token answer (OpenID Connect Core section 3.1.3.7).
///
/// Its signature is not checked here: it came straight from the token endpoint over TLS, which may
/// stand in for the signature (number 6 of that section), and tells us an account's name. Who signs
/// people in by it has the signature checked first: [OpenIdClient].
final class IdToken {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Map<String, String> HASHES =
      Map.of("256", "SHA-256", "384", "SHA-384", "512", "SHA-512");

  private IdToken() {}

  /// The claims; empty when anything is wrong.
  ///
  /// @param nonce the one that was sent; absent where none was
  static Optional<ObjectNode> claims(
      OAuthClient client, Grant grant, Optional<Secret> nonce, Instant now) {
    var parts =
        grant
            .idToken()
            .map(token -> token.reveal(Reveal.TO_READ_AN_ANSWER).split("\\.", -1))
            .orElse(new String[0]);
    if (parts.length != 3) return Optional.empty();
    var header = json(parts[0]);
    return json(parts[1])
        .filter(claims -> issuerFits(client.provider(), claims))
        .filter(claims -> audienceFits(client.clientId(), claims))
        .filter(claims -> isAlive(claims, now))
        .filter(claims -> nonceFits(claims, nonce))
        .filter(
            claims -> header.isPresent() && hashFits(header.get(), claims, grant.accessToken()));
  }

  /// Whether there is an ID token that carries another nonce than the one that was sent, or none:
  /// then the code may belong to somebody else's flow (OpenID Connect Core section 3.1.3.7, number
  /// 11). Of providers that are known never to give it back, the entry leaves it out.
  static boolean isOfAnotherFlow(Grant grant, Secret nonce) {
    var parts =
        grant
            .idToken()
            .map(token -> token.reveal(Reveal.TO_READ_AN_ANSWER).split("\\.", -1))
            .orElse(new String[0]);
    if (parts.length != 3) return false;
    return json(parts[1]).filter(claims -> !nonceFits(claims, Optional.of(nonce))).isPresent();
  }

  /// The claims of an ID token that somebody else was given at sign-in, made out to `client`; empty
  /// when it is not, or is over. Only who has its signature checked may believe it.
  static Optional<ObjectNode> shown(OAuthClient client, Secret token, Instant now) {
    var parts = token.reveal(Reveal.TO_READ_AN_ANSWER).split("\\.", -1);
    if (parts.length != 3) return Optional.empty();
    return json(parts[1])
        .filter(claims ->
            client.provider().issuer().issuer().isEmpty() || issuerFits(client.provider(), claims))
        .filter(claims -> audienceFits(client.clientId(), claims))
        .filter(claims -> isAlive(claims, now));
  }

  private static boolean issuerFits(ResolvedProvider provider, ObjectNode claims) {
    var expected =
        provider
            .provider()
            .quirks()
            .find(Quirk.IssuerPerTenant.class)
            .flatMap(quirk -> perTenant(quirk, claims))
            .or(() -> provider.issuer().issuer());
    return expected.isPresent()
        && claims.path("iss").isString()
        && claims.path("iss").asString().equals(expected.get());
  }

  private static Optional<String> perTenant(Quirk.IssuerPerTenant quirk, ObjectNode claims) {
    var values = new LinkedHashMap<String, String>();
    for (var name : quirk.issuer().names()) {
      var value = claims.path(name);
      if (!value.isString() || !TENANT.matcher(value.asString()).matches()) return Optional.empty();
      values.put(name, value.asString());
    }
    return Optional.of(quirk.issuer().fill(values));
  }

  private static boolean audienceFits(String clientId, ObjectNode claims) {
    var audience = claims.path("aud");
    var azp = claims.path("azp");
    if (azp.isString() && !azp.asString().equals(clientId)) return false;
    if (audience.isString()) return audience.asString().equals(clientId);
    var all = StreamSupport.stream(audience.spliterator(), false).map(JsonNode::asString).toList();
    return all.contains(clientId) && (all.size() == 1 || azp.isString());
  }

  private static boolean isAlive(ObjectNode claims, Instant now) {
    var end = claims.path("exp");
    return end.isIntegralNumber()
        && end.canConvertToLong()
        && end.longValue() > now.minus(SKEW).getEpochSecond();
  }

  private static boolean nonceFits(ObjectNode claims, Optional<Secret> nonce) {
    return nonce.isEmpty()
        || (claims.path("nonce").isString()
            && nonce.get().matches(Secret.of(claims.path("nonce").asString())));
  }

  // OpenID Connect Core section 3.1.3.6: the left half of the hash that fits the signature.
  private static boolean hashFits(ObjectNode header, ObjectNode claims, Secret accessToken) {
    if (!claims.path("at_hash").isString()) return true;
    var alg = header.path("alg").isString() ? header.path("alg").asString() : "";
    var hash = alg.length() < 3 ? null : HASHES.get(alg.substring(alg.length() - 3));
    if (hash == null) return true;
    try {
      var whole =
          MessageDigest.getInstance(hash).digest(accessToken.revealBytes(Reveal.TO_COMPARE));
      var half =
          Base64.getUrlEncoder().withoutPadding().encode(Arrays.copyOf(whole, whole.length / 2));
      return MessageDigest.isEqual(half, claims.path("at_hash").asString().getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("This Java runtime has no " + hash, impossible);
    }
  }

  private static Optional<ObjectNode> json(String part) {
    try {
      return Json.parseObject(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
