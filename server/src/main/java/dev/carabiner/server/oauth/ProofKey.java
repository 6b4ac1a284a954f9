package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

/// The key that a connection's tokens are bound to (RFC 9449): on P-256, kept with the connection
/// and nowhere else, and never handed out. It makes proofs, each for one request.
public final class ProofKey {
  /// How proofs are signed.
  static final String ALGORITHM = "ES256";

  /// The `token_type` of tokens that need proofs, and the scheme that they are sent with.
  public static final String TOKEN_TYPE = "DPoP";

  private static final RandomValues RANDOM = new RandomValues();

  private final ECKey key;

  private ProofKey(ECKey key) {
    this.key = key;
  }

  /// A new key, to be kept.
  static Secret fresh() {
    try {
      return Secret.of(new ECKeyGenerator(Curve.P_256).generate().toJSONString());
    } catch (JOSEException impossible) {
      throw new IllegalStateException("This Java runtime has no P-256", impossible);
    }
  }

  /// The key of a connection; empty where its tokens are bound to none.
  ///
  /// @throws IllegalStateException when what is kept is no key
  public static Optional<ProofKey> of(KeptValues kept) {
    return Optional.ofNullable(kept.values().get(OwnValues.PROOF_KEY)).map(ProofKey::read);
  }

  private static ProofKey read(Secret jwk) {
    try {
      return new ProofKey(ECKey.parse(jwk.reveal(Reveal.TO_SIGN)));
    } catch (ParseException broken) {
      throw new IllegalStateException("the kept key of a connection is none", broken);
    }
  }

  /// Its fingerprint, by which an authorization code is bound to it (RFC 9449 section 10).
  String thumbprint() {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key has a thumbprint", impossible);
    }
  }

  /// A proof for one request (RFC 9449 section 4.2).
  ///
  /// @param method of the request
  /// @param uri where it goes; query and fragment do not count
  /// @param accessToken the one that it carries
  /// @param nonce the one that its server gave last
  public Secret proof(
      String method, URI uri, Optional<Secret> accessToken, Optional<String> nonce, Instant now) {
    var claims =
        Json.object()
            .put("jti", RANDOM.next())
            .put("htm", method)
            .put("htu", uri.toString().split("[?#]", 2)[0])
            .put("iat", now.getEpochSecond());
    accessToken.ifPresent(
        token -> claims.put("ath", Sha256.base64url(token.reveal(Reveal.TO_SIGN))));
    nonce.ifPresent(value -> claims.put("nonce", value));
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .type(new JOSEObjectType("dpop+jwt"))
              .jwk(key.toPublicJWK())
              .build();
      var proof = new JWSObject(header, new Payload(Json.write(claims).getBytes(UTF_8)));
      proof.sign(new ECDSASigner(key));
      return Secret.of(proof.serialize());
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key that was read cannot sign", impossible);
    }
  }
}
