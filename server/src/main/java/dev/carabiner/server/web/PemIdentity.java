package dev.carabiner.server.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A certificate chain and its private key, read from PEM (RFC 7468).
///
/// @param chain the server's certificate first
/// @param key fits the first certificate
record PemIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  PemIdentity {
    chain = List.copyOf(chain);
  }

  /// Reads both files.
  ///
  /// @throws CannotListen naming the file that cannot be used
  static PemIdentity read(TlsFiles files) {
    var chain = chain(files.certificate());
    var key = key(files.key());
    if (!fit(chain.getFirst().getPublicKey(), key))
      throw new CannotListen(
          files.key() + " is not the key of the first certificate in " + files.certificate());
    return new PemIdentity(chain, key);
  }

  private static List<X509Certificate> chain(Path file) {
    try {
      var bytes = new ByteArrayInputStream(text(file).getBytes(US_ASCII));
      var chain =
          CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) throw new CannotListen(file + " holds no certificate in PEM");
      return chain;
    } catch (GeneralSecurityException malformed) {
      throw new CannotListen(file + " holds no readable certificate in PEM");
    }
  }

  private static PrivateKey key(Path file) {
    var blocks = BLOCK.matcher(text(file));
    while (blocks.find()) {
      var type = blocks.group(1);
      if (type.equals("PRIVATE KEY")) return key(file, der(file, blocks.group(2)));
      if (type.equals("RSA PRIVATE KEY")) return key(file, pkcs8(der(file, blocks.group(2))));
    }
    throw new CannotListen(
        file
            + " holds no unencrypted private key that can be read; `openssl pkcs8 -topk8 -nodes -in "
            + file.getFileName()
            + "` converts one");
  }

  private static PrivateKey key(Path file, byte[] pkcs8) {
    return Stream.of("RSA", "EC", "EdDSA")
        .flatMap(algorithm -> key(algorithm, pkcs8).stream())
        .findFirst()
        .orElseThrow(() ->
            new CannotListen(file + " holds a private key that is neither RSA, EC nor EdDSA"));
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
    try {
      var factory = KeyFactory.getInstance(algorithm);
      return Optional.of(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException anotherAlgorithm) {
      return Optional.empty();
    }
  }

  private static byte[] der(Path file, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new CannotListen(file + " holds a broken PEM block");
    }
  }

  /// Wraps a PKCS #1 key: SEQUENCE { version 0, rsaEncryption, OCTET STRING } of RFC 5958.
  private static byte[] pkcs8(byte[] pkcs1) {
    var version = HexFormat.of().parseHex("020100");
    var key = tagged(0x04, pkcs1);
    var content =
        ByteBuffer.allocate(version.length + RSA_ALGORITHM.length + key.length)
            .put(version)
            .put(RSA_ALGORITHM)
            .put(key);
    return tagged(0x30, content.array());
  }

  private static byte[] tagged(int tag, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  private static boolean fit(PublicKey certified, PrivateKey key) {
    var algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update((byte) 1);
      var signed = signature.sign();
      signature.initVerify(certified);
      signature.update((byte) 1);
      return signature.verify(signed);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new CannotListen(file + " cannot be read: " + unreadable.getClass().getSimpleName());
    }
  }
}
