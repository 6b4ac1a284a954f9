/// The seam between the store's SQL and the database that runs it.
///
/// Enter through [Engine], which each database implements once. May use: base, JDBC, Jdbi, Flyway.
/// Must never touch: any table, any noun of the rooms above.
@NullMarked
package dev.carabiner.server.store.engine;

import org.jspecify.annotations.NullMarked;
