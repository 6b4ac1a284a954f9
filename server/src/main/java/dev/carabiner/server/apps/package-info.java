/// Connected apps: what an operator has set up so that an application's users can connect one
/// provider.
///
/// Enter through [ConnectedApps]; a [ConnectedApp] is a value. May use: the vault's words, callers'
/// words, base. Must never touch: anything else.
@NullMarked
package dev.carabiner.server.apps;

import org.jspecify.annotations.NullMarked;
