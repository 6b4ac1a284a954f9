package dev.carabiner.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random strings that mean nothing by themselves, and their hashes. */
final class Opaque {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final int FINGERPRINT = 8;

  private Opaque() {}

  /** A new 256-bit random value after a prefix that tells people and scanners what it is. */
  static String fresh(String prefix) {
    byte[] value = new byte[BYTES];
    RANDOM.nextBytes(value);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }

  static byte[] sha256(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** The name under which a value is kept: its SHA-256 in hex. */
  static String hash(String value) {
    return HexFormat.of().formatHex(sha256(value));
  }

  /** Enough of the hash to tell values apart in a ledger. */
  static String fingerprint(String value) {
    return hash(value).substring(0, FINGERPRINT);
  }

  /** Compares without telling by its time where the difference is. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(sha256(one), sha256(other));
  }
}
