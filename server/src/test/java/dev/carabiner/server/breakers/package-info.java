/// Providers that break a client which only knows RFC 6749: each played by hand on the loopback and
/// talked to by the server's own engine.
@NullMarked
package dev.carabiner.server.breakers;

import org.jspecify.annotations.NullMarked;
