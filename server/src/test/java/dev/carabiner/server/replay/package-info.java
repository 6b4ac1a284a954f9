/// Every provider of the catalogue, played by the dressed sandbox from the facts alone, against a
/// whole server: it connects, refreshes, classifies two errors and revokes.
@NullMarked
package dev.carabiner.server.replay;

import org.jspecify.annotations.NullMarked;
