package dev.carabiner.sandbox.costume;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Whether a verifier fits the challenge of its authorization request (RFC 7636 section 4.6). */
final class Challenge {
  private Challenge() {}

  static boolean fits(Grant grant, String verifier) {
    String challenge = grant.asked("code_challenge");
    if (grant.request.getOrDefault("code_challenge_method", "plain").equals("plain")) {
      return verifier.equals(challenge);
    }
    byte[] hash = sha256(verifier);
    return challenge.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
        || challenge.equals(HexFormat.of().formatHex(hash));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
