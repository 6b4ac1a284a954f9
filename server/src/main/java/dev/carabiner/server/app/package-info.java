/// Puts the house together: reads the settings, wires every room, runs what runs on its own.
///
/// Enter through [SettingsReader] for the settings of a file, [LogLines] for the log, and
/// `Carabiner` for a running server. May use every room. Must never decide anything that a room
/// should.
@NullMarked
package dev.carabiner.server.app;

import org.jspecify.annotations.NullMarked;
