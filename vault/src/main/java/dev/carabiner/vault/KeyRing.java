package dev.carabiner.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// The keys of a vault: one that seals, and the older ones that still open.
///
/// Each master key gives an AES-256-GCM key by HKDF-SHA256 (RFC 5869), and a key id by hashing: two
/// installations with the same master key agree on ids without keeping a table of them.
public final class KeyRing {
  private final Aead aead;
  private final String primaryId;

  private KeyRing(Aead aead, String primaryId) {
    this.aead = aead;
    this.primaryId = primaryId;
  }

  /// A ring that seals with `primary` and also opens what any of `older` sealed.
  public static KeyRing of(Secret primary, List<Secret> older) {
    try {
      AeadConfig.register();
      var id = keyId(primary);
      var handle = KeysetHandle.newBuilder();
      handle.addEntry(KeysetHandle.importKey(aesKey(primary, id)).withFixedId(id).makePrimary());
      for (var key : older) {
        var olderId = keyId(key);
        if (olderId != id)
          handle.addEntry(KeysetHandle.importKey(aesKey(key, olderId)).withFixedId(olderId));
      }
      var aead = handle.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
      return new KeyRing(aead, String.format("%08x", id));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(
          "AES-GCM keys cannot be set up in this Java runtime", impossible);
    }
  }

  /// The id of the key that seals, as eight hexadecimal digits; [Sealed#keyId()] gives the same.
  public String primaryId() {
    return primaryId;
  }

  byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    return aead.encrypt(plaintext, associatedData);
  }

  byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    return aead.decrypt(ciphertext, associatedData);
  }

  @AccessesPartialKey
  private static AesGcmKey aesKey(Secret master, int id) throws GeneralSecurityException {
    var parameters =
        AesGcmParameters.builder()
            .setKeySizeBytes(32)
            .setIvSizeBytes(12)
            .setTagSizeBytes(16)
            .setVariant(AesGcmParameters.Variant.TINK)
            .build();
    var bytes = SecretBytes.copyFrom(derive(master, "seal"), InsecureSecretKeyAccess.get());
    return AesGcmKey.builder()
        .setParameters(parameters)
        .setKeyBytes(bytes)
        .setIdRequirement(id)
        .build();
  }

  private static byte[] derive(Secret master, String purpose) throws GeneralSecurityException {
    try {
      var info = ("carabiner " + purpose).getBytes(US_ASCII);
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(master.revealBytes(Reveal.TO_SEAL))
              .thenExpand(info, 32);
      return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException impossible) {
      throw new GeneralSecurityException(impossible);
    }
  }

  private static int keyId(Secret master) throws GeneralSecurityException {
    var hash = MessageDigest.getInstance("SHA-256").digest(derive(master, "id"));
    var id = ByteBuffer.wrap(hash).getInt();
    return id == 0 ? 1 : id;
  }
}
