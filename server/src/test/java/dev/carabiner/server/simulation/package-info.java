/// Three nodes in one thread: the real rooms run against a simulated store, provider, journal and
/// clock, and a seed decides what happens next.
///
/// Enter through `Simulation`. Test code; the program knows nothing of it.
@NullMarked
package dev.carabiner.server.simulation;

import org.jspecify.annotations.NullMarked;
