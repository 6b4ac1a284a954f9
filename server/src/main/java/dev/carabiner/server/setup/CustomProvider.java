package dev.carabiner.server.setup;

import dev.carabiner.server.callers.Workspace;
import java.util.Optional;

/// A provider that did not come with the program.
///
/// @param id unique in the installation
/// @param entry in the catalogue's form: JSON, or any other YAML
/// @param workspace who may see and use it; absent for everybody, as those of the settings file
public record CustomProvider(String id, String entry, Optional<Workspace> workspace) {
  /// Whether callers and apps of that workspace may know of it.
  public boolean isVisibleTo(Workspace caller) {
    return workspace.isEmpty() || workspace.get().equals(caller);
  }
}
