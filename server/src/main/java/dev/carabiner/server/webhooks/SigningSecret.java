package dev.carabiner.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric signatures of Standard Webhooks 1.0.
final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /// 32 random bytes; the specification allows 24 to 64.
  Secret next() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(bytes);
  }

  /// As receivers keep it: `whsec_` and the bytes in base64.
  static Secret shown(Secret secret) {
    var bytes = secret.revealBytes(Reveal.TO_THE_PERSON_WHO_MADE_IT);
    return Secret.of(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /// The signature `v1,…` of `id.timestamp.body`.
  static String signature(Secret secret, String id, long timestamp, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.revealBytes(Reveal.TO_SIGN), "HmacSHA256"));
      var signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java runtime has no HmacSHA256", impossible);
    }
  }
}
