package dev.carabiner.server.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.Installation;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.MasterKeyUnusable;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Opens the vault with the installation's master key, or refuses to start: a store that was sealed
/// with another key is recognised by its check value before anything is read or written.
final class VaultOpener {
  private static final System.Logger LOG = System.getLogger(VaultOpener.class.getName());

  private VaultOpener() {}

  /// The vault of this installation.
  ///
  /// @param mayCreate whether a missing key file may be made, as long as the store has never been
  ///   sealed
  /// @throws MasterKeyUnusable when the key is missing, malformed, or not the one of the store
  static Vault open(MasterKeySource source, Installation installation, boolean mayCreate) {
    var check = installation.keyCheck();
    if (check.isEmpty()
        && mayCreate
        && source instanceof MasterKeySource.InFile(var path)
        && Files.notExists(path)) create(path);
    var vault = new Vault(KeyRing.of(read(source, check.isPresent()), List.of()));
    if (!vault.accepts(installation.keyCheckOrPut(vault.checkValue()))) {
      throw new MasterKeyUnusable(
          "vault.master-key: the store was sealed with another master key; put the right key there, nothing was changed");
    }
    return vault;
  }

  /// The vault of that key, which may be another than the store's; nothing is made.
  ///
  /// @throws MasterKeyUnusable when the key is missing or malformed
  static Vault unchecked(MasterKeySource source) {
    return new Vault(KeyRing.of(read(source, true), List.of()));
  }

  private static Secret read(MasterKeySource source, boolean isSealed) {
    return switch (source) {
      case MasterKeySource.InFile(var path) -> {
        try {
          yield MasterKey.parse(Files.readString(path), "vault.master-key: " + path);
        } catch (IOException missing) {
          throw new MasterKeyUnusable(
              "vault.master-key: " + path + " cannot be read; " + remedy(path, isSealed));
        }
      }
      case MasterKeySource.InEnvironment(var name) -> {
        var text = System.getenv(name);
        if (text == null)
          throw new MasterKeyUnusable(
              "vault.master-key: the environment variable " + name + " is not set");
        yield MasterKey.parse(text, "vault.master-key: env:" + name);
      }
    };
  }

  private static String remedy(Path path, boolean isSealed) {
    return isSealed
        ? "the store was sealed with it: put the installation's key back there, from its backup"
        : "make a key with `keys new " + path + "`";
  }

  /// The key must be on the disk before anything is sealed with it.
  private static void create(Path path) {
    var folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
    var fresh = folder.resolve(path.getFileName() + ".new");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(fresh);
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (var file =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
        var key = MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT);
        file.write(ByteBuffer.wrap((key + "\n").getBytes(US_ASCII)));
        file.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } catch (IOException failed) {
      throw new Fault(
          FaultCode.STORE_UNUSABLE, "vault.master-key: " + path + " cannot be made", failed);
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "made the master key {0}; back it up, apart from the database: without it no stored token can be opened",
        path);
  }
}
