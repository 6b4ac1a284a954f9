package dev.carabiner.server.connect.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The files beside the pages, read from the class path once and served under names with a content
/// hash in them.
public final class Assets {
  /// Where they are served on the server's own address.
  public static final String PATH = "/connected_apps/assets/";

  /// The style sheet of the connect pages.
  public static final String CONNECT_CSS = "connect.css";

  private static final int HASH_LENGTH = 16;

  private final String path;
  private final Map<String, String> fileNames = new HashMap<>();
  private final Map<String, Asset> byFileName = new HashMap<>();

  /// @param path what stands before each file name in a page, with its last slash: `PATH`, or
  ///   `PATH` behind a prefix
  public Assets(String path) {
    this.path = path;
    Asset sheet = new Asset("text/css; charset=utf-8", read(CONNECT_CSS));
    String fileName = "connect-" + Sha256.hex(sheet.text()).substring(0, HASH_LENGTH) + ".css";
    fileNames.put(CONNECT_CSS, fileName);
    byFileName.put(fileName, sheet);
  }

  /// The address of an asset, for a page.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public String href(String name) {
    String fileName = fileNames.get(name);
    if (fileName == null) {
      throw new IllegalArgumentException("No asset is called " + name);
    }
    return path + fileName;
  }

  /// The asset behind the last part of a requested path.
  public Optional<Asset> find(String fileName) {
    return Optional.ofNullable(byFileName.get(fileName));
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/assets/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The program is packaged without assets/" + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
