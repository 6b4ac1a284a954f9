/// Tells applications what happened: delivers the events of the outbox to their webhooks, signed as
/// Standard Webhooks describes.
///
/// Enter through [Webhooks] to make and change webhooks, and [DeliveryJob] for the work behind. The
/// store lays an event into the lanes of every webhook that wants it, in the transaction that
/// records it; a lane holds what one session, or one app, has for one webhook, and goes out in
/// order. May use: sessions' events, callers, apps, outbound, base. Must never touch: tokens, SQL,
/// HTTP of our own.
@NullMarked
package dev.carabiner.server.webhooks;

import org.jspecify.annotations.NullMarked;
