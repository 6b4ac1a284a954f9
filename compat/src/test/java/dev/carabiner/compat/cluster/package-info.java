/// Three nodes, each a process of its own, on one real PostgreSQL, with providers that keep a
/// ledger: what becomes of tokens when nodes are killed, paused, cut off and raced.
///
/// A test opens a [Cluster]. Its nodes run [NodeMain], which is the server with [KillPoints]
/// between its steps; a test arms one, acts, sees the process die and starts it again. Time passes
/// by putting the database's clock and the providers' ahead. What is asserted is what callers and
/// providers see, and nothing inside the server.
@NullMarked
package dev.carabiner.compat.cluster;

import org.jspecify.annotations.NullMarked;
