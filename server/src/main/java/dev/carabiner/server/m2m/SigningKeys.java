package dev.carabiner.server.m2m;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The keys that sign our tokens and nothing else: RS256, 2048 bits, made when the first is needed.
/// They are read from the store once, and again when a token names a key that is not known, at most
/// once a minute.
public final class SigningKeys {
  private static final int BITS = 2048;
  private static final Duration BETWEEN_READS = Duration.ofSeconds(60);

  private final SigningKeyStore store;
  private final Vault vault;
  private final InstantSource clock;
  private final Supplier<KeyPair> pairs;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Read last = new Read(List.of(), Instant.MIN);

  public SigningKeys(SigningKeyStore store, Vault vault, InstantSource clock) {
    this(store, vault, clock, SigningKeys::newPair);
  }

  /// @param pairs where a new key comes from, as [#newPair]
  public SigningKeys(
      SigningKeyStore store, Vault vault, InstantSource clock, Supplier<KeyPair> pairs) {
    this.store = store;
    this.vault = vault;
    this.clock = clock;
    this.pairs = pairs;
  }

  /// Makes a key: RSA, 2048 bits. Takes some hundred milliseconds of a core.
  public static KeyPair newPair() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java runtime cannot make RSA keys", impossible);
    }
  }

  /// @param keys the newest first
  private record Read(List<RSAKey> keys, Instant at) {}

  /// The place to which the private key of that id is sealed.
  public static Binding binding(String kid) {
    return new Binding("", "installation", kid, "signing-key", 0);
  }

  /// All public keys, the newest first.
  ///
  /// @throws Fault when the keys cannot be read
  public List<RSAKey> published() {
    return keys().stream().map(RSAKey::toPublicJWK).toList();
  }

  /// The key that signs.
  ///
  /// @throws Fault when the keys cannot be read
  RSAKey signing() {
    return keys().getFirst();
  }

  /// The public key of that id; empty for a key that is not ours.
  ///
  /// @throws Fault when the keys cannot be read
  Optional<RSAPublicKey> verifying(String kid) {
    var known = find(keys(), kid);
    return known.isPresent() ? known : find(readAgain(), kid);
  }

  private static Optional<RSAPublicKey> find(List<RSAKey> keys, String kid) {
    return keys.stream()
        .filter(key -> kid.equals(key.getKeyID()))
        .findFirst()
        .map(SigningKeys::publicKey);
  }

  private static RSAPublicKey publicKey(RSAKey key) {
    try {
      return key.toRSAPublicKey();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("A key that was read has no public half", impossible);
    }
  }

  private List<RSAKey> keys() {
    var keys = last.keys();
    if (!keys.isEmpty()) return keys;
    reading.lock();
    try {
      if (last.keys().isEmpty()) last = new Read(readOrMake(), clock.instant());
      return last.keys();
    } finally {
      reading.unlock();
    }
  }

  private List<RSAKey> readAgain() {
    reading.lock();
    try {
      var now = clock.instant();
      if (now.isBefore(last.at().plus(BETWEEN_READS))) return last.keys();
      last = new Read(last.keys(), now);
      last = new Read(readOrMake(), now);
      return last.keys();
    } finally {
      reading.unlock();
    }
  }

  private List<RSAKey> readOrMake() {
    var stored = store.loadAll();
    if (stored.isEmpty()) {
      store.insertIfNone(make());
      stored = store.loadAll();
    }
    if (stored.isEmpty())
      throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store does not keep the signing key.");
    return stored.stream()
        .sorted(Comparator.comparing(StoredKey::createdAt).reversed())
        .map(this::open)
        .toList();
  }

  private StoredKey make() {
    try {
      var pair = pairs.get();
      var kid =
          new RSAKey.Builder((RSAPublicKey) pair.getPublic())
              .keyIDFromThumbprint()
              .build()
              .getKeyID();
      var sealed = vault.seal(Secret.of(pair.getPrivate().getEncoded()), binding(kid));
      return new StoredKey(kid, sealed, clock.instant());
    } catch (JOSEException impossible) {
      throw new IllegalStateException("This Java runtime has no SHA-256", impossible);
    }
  }

  private RSAKey open(StoredKey stored) {
    try {
      var encoded =
          vault.open(stored.privateKey(), binding(stored.kid())).revealBytes(Reveal.TO_SIGN);
      var factory = KeyFactory.getInstance("RSA");
      var key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
      var half = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
      return new RSAKey.Builder((RSAPublicKey) factory.generatePublic(half))
          .privateKey(key)
          .keyID(stored.kid())
          .algorithm(JWSAlgorithm.RS256)
          .keyUse(KeyUse.SIGNATURE)
          .build();
    } catch (SealBroken | GeneralSecurityException unusable) {
      throw new Fault(
          FaultCode.STORE_UNUSABLE, "A signing key in the store does not open.", unusable);
    }
  }
}
