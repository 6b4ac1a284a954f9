/// What we keep: sessions, the flows that make them, their events, and what is still to be revoked.
///
/// A [Session] is a value; its methods are the only state changes there are. They become real
/// through a [Change], a list of steps that [SessionStore] commits whole or not at all. Enter
/// through [Flows] to start one and [Revoking] to end one. May use: callers, apps, base, the
/// vault's words. Must never touch: HTTP, SQL, a secret in the clear.
@NullMarked
package dev.carabiner.server.sessions;

import org.jspecify.annotations.NullMarked;
