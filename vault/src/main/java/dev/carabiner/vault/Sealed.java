package dev.carabiner.vault;

import java.util.Arrays;
import java.util.HexFormat;

/// A sealed value as it is stored: the id of the key that sealed it, then nonce, ciphertext and tag
/// as Tink lays them out (one version byte, four bytes of key id, twelve bytes of nonce,
/// ciphertext, sixteen bytes of tag).
public final class Sealed {
  private static final int SHORTEST = 1 + 4 + 12 + 16;

  private final byte[] bytes;

  private Sealed(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes up bytes that [#bytes()] gave.
  public static Sealed of(byte[] bytes) {
    return new Sealed(bytes.clone());
  }

  /// The bytes to store.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The id of the key that sealed this, as eight hexadecimal digits; `none` for bytes too short to
  /// be a seal.
  public String keyId() {
    return bytes.length < SHORTEST ? "none" : HexFormat.of().formatHex(bytes, 1, 5);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Sealed(key " + keyId() + ", " + bytes.length + " bytes)";
  }
}
