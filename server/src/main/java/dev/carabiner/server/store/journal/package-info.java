/// This node's journal of receipts: a folder of append-only files, apart from the database.
///
/// Enter through [JournalFolder#open]. One thread does all work on the files (so no caller's
/// interrupt can close them), many writes share one sync. [Segments] keeps room ahead,
/// [RecordCodec] is the format, [Entries] remembers where things stand. May use: the port
/// sessions.Journal, base, files. Must never touch: the database, the vault's keys, what a record
/// means.
@NullMarked
package dev.carabiner.server.store.journal;

import org.jspecify.annotations.NullMarked;
