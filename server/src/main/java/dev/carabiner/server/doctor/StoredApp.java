package dev.carabiner.server.doctor;

import dev.carabiner.server.apps.ConnectedApp;
import java.util.Optional;

/// An app's row.
///
/// @param app absent when the row cannot be read
public record StoredApp(String key, Optional<ConnectedApp> app) {}
