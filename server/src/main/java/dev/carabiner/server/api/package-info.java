/// The machine API: the three calls of Kinde's Connected Apps contract and our additions.
///
/// Each endpoint is a door: it reads parameters, asks one room below, and turns the outcome into a
/// reply in one switch. The gate hands it a caller; a foreign session never reaches it, since every
/// look-up carries the caller's workspace. May use: m2m's gate through [Guard], tokens, sessions,
/// webhooks, apps, callers, web. Must never touch: `oauth`, `store`, the other doors.
@NullMarked
package dev.carabiner.server.api;

import org.jspecify.annotations.NullMarked;
