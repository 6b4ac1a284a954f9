package dev.carabiner.server.setup;

import dev.carabiner.vault.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes the ids and secrets of machine clients.
final class ClientSecrets {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 48;
  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /// 32 lower-case hexadecimal digits.
  String id() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// 48 letters and digits, of more than 280 random bits.
  Secret secret() {
    var text = new StringBuilder(LENGTH);
    while (text.length() < LENGTH) text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    return Secret.of(text.toString());
  }
}
