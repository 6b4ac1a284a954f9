/// The way in over HTTP: routes, requests, replies and problems, and the adapter of the HTTP
/// engine.
///
/// A room that answers HTTP is a [Door]: it hangs its handlers into [Routes]. `Edge` starts a
/// listener with a list of doors. Everything but the adapter is plain Java: a door is tested by
/// giving its [Routes] a [Request]. May use: `base`; Helidon in the adapter only. Must never touch:
/// any noun of connected apps.
@NullMarked
package dev.carabiner.server.web;

import org.jspecify.annotations.NullMarked;
