package dev.carabiner.server.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.carabiner.server.base.CompactToken;
import dev.carabiner.server.base.Json;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A key that a provider signs ID tokens with, tied to one algorithm (RFC 8725 section 3.1): the
/// one that the key names; else RS256 for RSA, and the one of its curve for an elliptic key.
///
/// @param id its `kid`; absent where the provider names none
record VerifyingKey(Optional<String> id, JWSAlgorithm algorithm, JWSVerifier verifier) {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_KEYS = 50;
  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);
  private static final Map<String, JWSAlgorithm> CURVES =
      Map.of(
          "P-256", JWSAlgorithm.ES256,
          "P-384", JWSAlgorithm.ES384,
          "P-521", JWSAlgorithm.ES512);

  /// The usable keys of a JWK set (RFC 7517 section 5). What is weak, secret, meant for encryption
  /// or unknown is left out, and so are keys that share one `kid`; the rest still counts.
  static List<VerifyingKey> of(ObjectNode set) {
    var keys = new ArrayList<VerifyingKey>();
    for (var each : set.path("keys")) if (keys.size() < MOST_KEYS) read(each).ifPresent(keys::add);
    return keys.stream()
        .filter(key -> keys.stream().filter(other -> other.id().equals(key.id())).count() == 1)
        .toList();
  }

  /// Whether this key made the token's signature, and the token says so.
  boolean signed(CompactToken token) {
    var said = token.header().path("alg");
    return said.isString()
        && said.asString().equals(algorithm.getName())
        && token.isSignedWith(verifier, algorithm);
  }

  private static Optional<VerifyingKey> read(JsonNode each) {
    try {
      var key = JWK.parse(Json.write(each));
      if (key.isPrivate() || (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)))
        return Optional.empty();
      return switch (key) {
        case RSAKey rsa -> ofRsa(rsa);
        case ECKey elliptic -> ofCurve(elliptic);
        default -> Optional.empty();
      };
    } catch (ParseException | JOSEException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static Optional<VerifyingKey> ofRsa(RSAKey key) throws JOSEException {
    var algorithm =
        key.getAlgorithm() == null
            ? JWSAlgorithm.RS256
            : JWSAlgorithm.parse(key.getAlgorithm().getName());
    var exponent = key.getPublicExponent().decodeToBigInteger();
    if (!RSA.contains(algorithm) || key.size() < LEAST_RSA_BITS || exponent.bitLength() < 2)
      return Optional.empty();
    return Optional.of(named(key, algorithm, new RSASSAVerifier(key.toRSAPublicKey())));
  }

  private static Optional<VerifyingKey> ofCurve(ECKey key) throws JOSEException {
    var algorithm = CURVES.get(key.getCurve().getName());
    if (algorithm == null
        || (key.getAlgorithm() != null
            && !key.getAlgorithm().getName().equals(algorithm.getName()))) return Optional.empty();
    return Optional.of(named(key, algorithm, new ECDSAVerifier(key.toECPublicKey())));
  }

  private static VerifyingKey named(JWK key, JWSAlgorithm algorithm, JWSVerifier verifier) {
    return new VerifyingKey(Optional.ofNullable(key.getKeyID()), algorithm, verifier);
  }
}
