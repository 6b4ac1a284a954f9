/// Keeps what the rooms above want kept: sessions, flows, events, revocations, clients, apps,
/// providers, keys. It implements their ports and decides nothing.
///
/// Enter through [Stores#open]; the [Store] that it gives hands out the ports. The SQL stands in
/// the classes named after their tables, once for both databases; store.engine is the seam,
/// store.sqlite and store.postgres are behind it. May use: the ports and words of the rooms above,
/// base. Must never touch: the vault's keys; what is secret comes and goes sealed. Only app knows
/// this room by name.
@NullMarked
package dev.carabiner.server.store;

import org.jspecify.annotations.NullMarked;
