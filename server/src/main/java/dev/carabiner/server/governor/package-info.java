/// How much we ask of a provider, and when: budgets, the waits that providers ask for, calls in
/// flight, and a circuit breaker, for each gate (one client at one token host).
///
/// Enter through [Governor#enter], which never waits: it gives a [Permit] or says how long to wait.
/// What all nodes must know of a gate is a [GateState] behind the port [Gates]; [Breaker] makes its
/// changes, [Transitions] says which. What one node knows alone is in its [Gate]. May use: base.
/// Must never touch: OAuth, sessions, the network.
@NullMarked
package dev.carabiner.server.governor;

import org.jspecify.annotations.NullMarked;
