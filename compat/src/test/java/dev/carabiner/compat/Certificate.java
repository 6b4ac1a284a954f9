package dev.carabiner.compat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// A certificate for `localhost` that only who is told of it trusts.
final class Certificate {
  private static final String PASSWORD = "changeit";

  private Certificate() {}

  /// Makes `cert.pem` and `key.pem` in a folder.
  ///
  /// @return the certificate
  static Path make(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    var store = folder.resolve("identity.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        "-genkeypair -alias own -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2"
            + (" -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store);
    var made = new ProcessBuilder((keytool + " " + command).split(" ")).inheritIO().start();
    if (made.waitFor() != 0) throw new AssertionError("keytool made no certificate");
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    write(
        folder.resolve("key.pem"),
        "PRIVATE KEY",
        keys.getKey("own", PASSWORD.toCharArray()).getEncoded());
    return write(
        folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("own").getEncoded());
  }

  private static Path write(Path file, String kind, byte[] content) throws IOException {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
  }
}
