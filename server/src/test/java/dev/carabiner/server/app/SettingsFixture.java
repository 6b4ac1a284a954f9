package dev.carabiner.server.app;

import java.nio.file.Path;
import java.util.Map;

/// Settings for tests, as texts.
final class SettingsFixture {
  static final Path FILE = Path.of("/etc/carabiner/carabiner.yaml");
  static final String SECRET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";

  /// Its `clients` entry begins on line 2.
  static final String CLIENT =
      """
      clients:
        - id: 0123456789abcdef0123456789abcdef
          secret: abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN
          scopes: [read:connected_apps]
      """;

  /// Its `apps` entry begins on line 2.
  static final String APP =
      """
      apps:
        - key: acme
          provider: acme-id
          client-id: carabiner
          callback-url: https://crm.example.com/connected
      """;

  private SettingsFixture() {}

  static SettingsReading read(String yaml) {
    return read(yaml, Map.of());
  }

  static SettingsReading read(String yaml, Map<String, String> environment) {
    return new SettingsReader(environment).read(yaml, FILE);
  }
}
