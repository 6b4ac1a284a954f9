package dev.carabiner.vault;

import java.security.SecureRandom;
import java.util.Base64;

/// Where the key that everything else hangs on comes from: a file, an environment variable, a key
/// service.
@FunctionalInterface
public interface MasterKey {
  /// The number of bytes of a master key.
  int BYTES = 32;

  /// The key's 32 bytes.
  ///
  /// @throws MasterKeyUnusable when there is none, or it is not 32 bytes in base64
  Secret read();

  /// A master key from its text: 32 bytes in base64, white space around it ignored.
  ///
  /// @param source what to name in an error, such as `file:master.key`
  /// @throws MasterKeyUnusable when the text is anything else
  static Secret parse(String text, String source) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException notBase64) {
      throw new MasterKeyUnusable(
          source + " is not base64; it must hold 32 bytes in base64, as `keys new` makes them");
    }
    if (key.length != BYTES) {
      throw new MasterKeyUnusable(
          source
              + " holds "
              + key.length
              + " bytes; it must hold 32 bytes in base64, as `keys new` makes them");
    }
    return Secret.of(key);
  }

  /// A new random master key as the text that [#parse] reads.
  static Secret generate(SecureRandom random) {
    var key = new byte[BYTES];
    random.nextBytes(key);
    return Secret.of(Base64.getEncoder().encodeToString(key));
  }
}
