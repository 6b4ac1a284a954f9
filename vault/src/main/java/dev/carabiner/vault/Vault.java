package dev.carabiner.vault;

import java.security.GeneralSecurityException;

/// Seals and opens secrets: AES-256-GCM with a fresh random nonce for every seal and the [Binding]
/// as associated data. Safe for use by many threads; nothing here blocks or does I/O.
public final class Vault {
  private static final Binding CHECK = new Binding("", "installation", "", "key-check", 0);

  private final KeyRing keys;

  public Vault(KeyRing keys) {
    this.keys = keys;
  }

  /// Seals `secret` for the place that `binding` names.
  public Sealed seal(Secret secret, Binding binding) {
    try {
      return Sealed.of(keys.encrypt(secret.revealBytes(Reveal.TO_SEAL), binding.associatedData()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Sealing failed", impossible);
    }
  }

  /// Opens what was sealed for the same binding.
  ///
  /// @throws SealBroken when the key is not on the ring, the binding differs, or a bit was changed
  public Secret open(Sealed sealed, Binding binding) {
    try {
      return Secret.of(keys.decrypt(sealed.bytes(), binding.associatedData()));
    } catch (GeneralSecurityException broken) {
      throw new SealBroken(binding.field());
    }
  }

  /// Moves a sealed value to another place without showing it.
  ///
  /// @throws SealBroken when it does not open at `from`
  public Sealed reseal(Sealed sealed, Binding from, Binding to) {
    return seal(open(sealed, from), to);
  }

  /// A value that only a vault with the same key accepts in [#accepts]; kept in the store to
  /// recognise a wrong master key before anything is read or written.
  public Sealed checkValue() {
    return seal(Secret.of("carabiner"), CHECK);
  }

  /// Whether this vault's keys made `checkValue`.
  public boolean accepts(Sealed checkValue) {
    try {
      return open(checkValue, CHECK).matches(Secret.of("carabiner"));
    } catch (SealBroken wrongKey) {
      return false;
    }
  }
}
