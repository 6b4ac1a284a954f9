package dev.carabiner.server.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// SHA-256 in the two spellings we use.
public final class Sha256 {
  private Sha256() {}

  /// 64 lower-case hexadecimal digits of the hash of the text's UTF-8 bytes: how values we minted
  /// are stored.
  public static String hex(String text) {
    return HexFormat.of().formatHex(digest(text));
  }

  /// Base64url without padding: the S256 code challenge of a verifier (RFC 7636 section 4.2).
  public static String base64url(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(text));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("This Java runtime has no SHA-256", impossible);
    }
  }
}
