/// Who calls: machine clients, their workspace and scopes.
///
/// Enter through [Caller], which only a verified token makes. May use: base, the vault's words.
/// Must never touch: everything else.
@NullMarked
package dev.carabiner.server.callers;

import org.jspecify.annotations.NullMarked;
