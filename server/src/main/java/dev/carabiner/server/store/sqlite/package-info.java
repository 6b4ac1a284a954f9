/// The store in one SQLite file, for one process: the default.
///
/// Enter through [SqliteEngine]. One thread writes, a few connections read; an OS lock beside the
/// file keeps a second process out. May use: store.engine, base, the SQLite driver. Must never
/// touch: any table, any noun of the rooms above.
@NullMarked
package dev.carabiner.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
