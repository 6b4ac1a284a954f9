package dev.carabiner.server.base;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes the unguessable values we hand out: session ids, states, verifiers, codes, cookies. Each
/// is 256 independent random bits, so none can be derived from another.
public final class RandomValues {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /// 43 characters of base64url without padding (RFC 4648 section 5), carrying 256 bits.
  public String next() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
