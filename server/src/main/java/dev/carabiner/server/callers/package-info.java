/// Who calls the machine API: a client of a workspace, with scopes.
///
/// Enter through [Caller], which the way in makes of a bearer token, and [MachineClients], the port
/// to the clients that the installation knows. May use: `base` and the vault. Must never touch:
/// HTTP, sessions, the store.
@NullMarked
package dev.carabiner.server.callers;

import org.jspecify.annotations.NullMarked;
