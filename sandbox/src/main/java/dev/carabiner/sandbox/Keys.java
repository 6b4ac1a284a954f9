package dev.carabiner.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;
import java.util.Map;

/**
 * The key that ID tokens are signed with: with a state file one of its own, otherwise one for all
 * sandboxes of this process, made at its first use, for making one takes a while.
 */
final class Keys {
  private final StateFile file;

  Keys(StateFile file) {
    this.file = file;
  }

  /** The public half as a JWK set (RFC 7517). */
  Map<String, Object> published() {
    return Map.of("keys", List.of(key().toPublicJWK().toJSONObject()));
  }

  /** A signed JWT with these claims. */
  String sign(Map<String, Object> claims) {
    RSAKey key = key();
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            new Payload(claims));
    try {
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("an ID token cannot be signed", e);
    }
  }

  private RSAKey key() {
    return file.key().orElseGet(() -> Shared.KEY);
  }

  /** Initialised at its first use, once. */
  private static final class Shared {
    static final RSAKey KEY = make();
  }

  static RSAKey make() {
    try {
      return new RSAKeyGenerator(2048)
          .keyIDFromThumbprint(true)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("a signing key cannot be made", e);
    }
  }
}
