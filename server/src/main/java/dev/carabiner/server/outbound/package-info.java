/// The only way out: one guarded HTTP client with deadlines, size limits and an address guard.
///
/// Enter through [Outbound]. No redirects, no retries of a library's own, no proxy taken from the
/// environment. May use: nothing of ours but the vault. Must never touch: what the bytes mean.
@NullMarked
package dev.carabiner.server.outbound;

import org.jspecify.annotations.NullMarked;
