package dev.carabiner.server.operators;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One-time codes of six digits, a new one every 30 seconds (RFC 6238 with SHA-1, which every
/// authenticator app knows).
final class Totp {
  private static final int KEY_BYTES = 20;
  private static final int PERIOD = 30;
  private static final int CODES = 1_000_000;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  static Secret newKey() {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Secret.of(key);
  }

  /// The time step whose code this is, one before and one after now counted in; empty for a wrong
  /// code.
  static OptionalLong step(Secret key, String code, Instant now) {
    var digits = code.replaceAll("[ -]", "").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var current = now.getEpochSecond() / PERIOD;
    for (var step = current - 1; step <= current + 1; step++)
      if (MessageDigest.isEqual(
          code(key, step).getBytes(java.nio.charset.StandardCharsets.US_ASCII), digits))
        return OptionalLong.of(step);
    return OptionalLong.empty();
  }

  /// The code of a step (RFC 4226 section 5.3).
  static String code(Secret key, long step) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.revealBytes(Reveal.TO_COMPARE), "HmacSHA1"));
      var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      var offset = hash[hash.length - 1] & 0xf;
      var number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
      return "%06d".formatted(number % CODES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java runtime has no HmacSHA1", impossible);
    }
  }

  /// RFC 4648 section 6, without padding: 160 bits are 32 characters.
  static String base32(byte[] bytes) {
    var text = new StringBuilder();
    var bits = 0;
    var held = 0;
    for (var each : bytes) {
      held = (held << 8) | (each & 0xff);
      for (bits += 8; bits >= 5; bits -= 5) text.append(BASE32.charAt((held >> (bits - 5)) & 31));
    }
    if (bits > 0) text.append(BASE32.charAt((held << (5 - bits)) & 31));
    return text.toString();
  }
}
