package dev.carabiner.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Bytes that must not be seen: a token, a client secret, a verifier, a key.
///
/// Not a record on purpose: a record would print and compare its content. `toString` gives a
/// fingerprint that is equal for equal secrets within one process and worthless outside it.
/// Immutable and safe for use by many threads.
public final class Secret {
  private static final SecretKeySpec FINGERPRINT_KEY = fingerprintKey();

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Wraps the UTF-8 bytes of `text`.
  public static Secret of(String text) {
    return new Secret(text.getBytes(UTF_8));
  }

  /// Wraps a copy of `bytes`.
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /// The content as text, for the reason named.
  public String reveal(Reveal reason) {
    Objects.requireNonNull(reason);
    return new String(bytes, UTF_8);
  }

  /// A copy of the content, for the reason named.
  public byte[] revealBytes(Reveal reason) {
    Objects.requireNonNull(reason);
    return bytes.clone();
  }

  /// Whether both hold the same bytes, in time that depends on their length only.
  public boolean matches(Secret other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /// The number of bytes.
  public int length() {
    return bytes.length;
  }

  /// Eight hexadecimal digits that are equal for equal secrets within this process and say nothing
  /// outside it.
  public String fingerprint() {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(FINGERPRINT_KEY);
      return HexFormat.of().formatHex(mac.doFinal(bytes), 0, 4);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java runtime has no HmacSHA256", impossible);
    }
  }

  @Override
  public String toString() {
    return "Secret(" + fingerprint() + ")";
  }

  private static SecretKeySpec fingerprintKey() {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new SecretKeySpec(key, "HmacSHA256");
  }
}
