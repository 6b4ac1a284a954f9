package dev.carabiner.server.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads private keys: PKCS #8 as PEM (RFC 7468 section 10), or a JWK (RFC 7517) of those that we
/// make; on P-256 or RSA of at least 2048 bits.
final class PemKey {
  private static final Pattern SHAPE =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final int CURVE_BITS = 256;
  private static final int LEAST_RSA_BITS = 2048;

  private PemKey() {}

  /// The key; empty for anything else.
  ///
  /// @param text line ends may be written as `\n`, as environment variables often have them
  static Optional<PrivateKey> parse(String text) {
    if (text.startsWith("{")) return jwk(text).filter(PemKey::isLongEnough);
    var shape = SHAPE.matcher(text.replace("\\n", "\n").strip());
    if (!shape.matches()) return Optional.empty();
    var bytes = Base64.getMimeDecoder().decode(shape.group(1));
    return List.of("EC", "RSA").stream()
        .flatMap(kind -> key(kind, bytes).stream())
        .filter(PemKey::isLongEnough)
        .findFirst();
  }

  private static Optional<PrivateKey> jwk(String text) {
    try {
      return Optional.of(ECKey.parse(text).toPrivateKey());
    } catch (ParseException | JOSEException otherKind) {
      return Optional.empty();
    }
  }

  private static Optional<PrivateKey> key(String kind, byte[] bytes) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("This Java runtime has no " + kind, impossible);
    } catch (GeneralSecurityException otherKind) {
      return Optional.empty();
    }
  }

  private static boolean isLongEnough(PrivateKey key) {
    return switch (key) {
      case ECPrivateKey curve -> curve.getParams().getOrder().bitLength() == CURVE_BITS;
      case RSAPrivateKey rsa -> rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
      default -> false;
    };
  }
}
