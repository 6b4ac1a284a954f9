package dev.carabiner.server.web;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Serves TLS handshakes from [TlsFiles] and takes the files up again once they have changed: each
/// handshake looks at their times and sizes. Files that cannot be used, or do not fit each other
/// yet, leave the former identity in place.
final class ReloadingKeys extends X509ExtendedKeyManager {
  private static final System.Logger LOG = System.getLogger(ReloadingKeys.class.getName());

  private final TlsFiles files;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Loaded loaded;
  private volatile Loaded former;

  /// @throws CannotListen when the files cannot be used
  ReloadingKeys(TlsFiles files) {
    this.files = files;
    this.loaded = new Loaded(stamp(files), PemIdentity.read(files), "0");
    this.former = loaded;
  }

  /// The alias carries a handshake through a change: it names the identity that the handshake began
  /// with.
  private record Loaded(String stamp, PemIdentity identity, String alias) {}

  /// A context whose handshakes use these keys; TLS 1.2 and 1.3.
  SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {this}, null, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This Java runtime has no TLS", impossible);
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return identity(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return identity(alias).key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    var alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  private @Nullable String alias(String keyType) {
    refresh();
    var now = loaded;
    var algorithm = now.identity().key().getAlgorithm();
    return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_") ? now.alias() : null;
  }

  private PemIdentity identity(String alias) {
    var now = loaded;
    return now.alias().equals(alias) ? now.identity() : former.identity();
  }

  /// One handshake reads, the others go on with what is there.
  private void refresh() {
    if (!reading.tryLock()) return;
    try {
      var now = loaded;
      var stamp = stamp(files);
      if (!stamp.equals(now.stamp())) takeUp(stamp, now);
    } finally {
      reading.unlock();
    }
  }

  private void takeUp(String stamp, Loaded now) {
    try {
      var next =
          new Loaded(
              stamp, PemIdentity.read(files), Integer.toString(Integer.parseInt(now.alias()) + 1));
      former = now;
      loaded = next;
      LOG.log(INFO, "TLS certificate taken up from {0}", files.certificate());
    } catch (CannotListen unusable) {
      loaded = new Loaded(stamp, now.identity(), now.alias());
      LOG.log(WARNING, "TLS goes on with the former certificate: {0}", unusable.getMessage());
    }
  }

  private static String stamp(TlsFiles files) {
    return stamp(files.certificate()) + " " + stamp(files.key());
  }

  private static String stamp(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Arrays.asList(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey())
          .toString();
    } catch (IOException missing) {
      return "missing";
    }
  }
}
