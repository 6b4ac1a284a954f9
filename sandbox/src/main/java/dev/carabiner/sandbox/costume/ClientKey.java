package dev.carabiner.sandbox.costume;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;

/** The key with which a client signs for itself. */
public final class ClientKey {
  private static final int RSA_BITS = 2048;
  private static final int LINE = 64;

  private final KeyPair pair;

  private ClientKey(KeyPair pair) {
    this.pair = pair;
  }

  static Optional<ClientKey> of(Facts facts) {
    String way = facts.text("client_auth", "");
    if (!facts.has("client_secret_jwt") && !way.equals("private_key_jwt")) {
      return Optional.empty();
    }
    String algorithm =
        facts.text(
            "client_secret_jwt/algorithm", facts.text("client_assertion/algorithm", "RS256"));
    try {
      KeyPairGenerator maker =
          KeyPairGenerator.getInstance(algorithm.startsWith("ES") ? "EC" : "RSA");
      if (algorithm.startsWith("ES")) {
        maker.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        maker.initialize(RSA_BITS);
      }
      return Optional.of(new ClientKey(maker.generateKeyPair()));
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException impossible) {
      throw new IllegalStateException("every Java platform has RSA and P-256", impossible);
    }
  }

  /** The private half as PKCS #8 PEM. */
  public String pem() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  PublicKey publicKey() {
    return pair.getPublic();
  }
}
