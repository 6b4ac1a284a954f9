/// The store in PostgreSQL, for any number of nodes.
///
/// Enter through [PostgresEngine]. It works behind a pooler in transaction mode: no state is kept
/// in a session, no prepared statement has a name. May use: store.engine, base, HikariCP, the
/// PostgreSQL driver. Must never touch: any table, any noun of the rooms above.
@NullMarked
package dev.carabiner.server.store.postgres;

import org.jspecify.annotations.NullMarked;
