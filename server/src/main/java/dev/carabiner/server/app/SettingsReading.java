package dev.carabiner.server.app;

import dev.carabiner.server.base.YamlTree;
import java.util.List;

/// What came of reading a settings file.
///
/// @param settings the settings in force
/// @param warnings one sentence each, to be said at every start
/// @param tree everything that was read, with defaults and overrides, each in its place; secrets
///   are in the clear
public record SettingsReading(Settings settings, List<String> warnings, YamlTree.Branch tree) {
  public SettingsReading {
    warnings = List.copyOf(warnings);
  }

  /// Without the tree, which holds secrets in the clear.
  @Override
  public String toString() {
    return "SettingsReading[" + settings + ", " + warnings + "]";
  }
}
