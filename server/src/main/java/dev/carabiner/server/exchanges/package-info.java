/// What was said between us and providers for a session, told again without anything secret, so
/// that a person can see why a connection is as it is.
///
/// Enter through [ObservedWire], which hears every request, [Conversation], in which those who act
/// for a session say so and tell what they decided, and [ExchangeStore], where it is kept. All of
/// it comes after the fact: nothing here delays, changes or fails what it tells of. May use:
/// `base`, `callers`, `apps`, `oauth`, `sessions`, `statistics`, `outbound`. Must never touch:
/// tokens in a form that is kept.
@NullMarked
package dev.carabiner.server.exchanges;

import org.jspecify.annotations.NullMarked;
