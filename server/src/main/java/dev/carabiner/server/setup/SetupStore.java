package dev.carabiner.server.setup;

import java.util.List;

/// Where clients, apps and custom providers are kept.
public interface SetupStore {
  /// Makes what the setup names so, in one transaction; what it does not name stays. An app whose
  /// provider or whose workspace changes keeps its sessions.
  ///
  /// @throws KeyTaken when an app's key differs from an existing one by case only
  void apply(Setup setup);

  /// The custom providers, by id.
  List<Setup.ProviderText> providers();

  /// An app's key is taken by one that differs by case only.
  final class KeyTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyTaken(String key, String taken) {
      super(
          "the key "
              + key
              + " is taken by the app "
              + taken
              + "; keys must differ in more than case");
    }
  }
}
