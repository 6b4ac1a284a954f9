/**
 * Dresses the sandbox as one real provider, from nothing but the facts that a catalogue has of it.
 *
 * <p>One enters by {@link dev.carabiner.sandbox.costume.Costume}: it answers every request to any
 * of the provider's addresses as the facts say, and complains of everything that they do not say
 * may be sent. {@link dev.carabiner.sandbox.costume.Wardrobe} holds several of them for one
 * sandbox.
 *
 * <p>It reads the facts for itself and by itself: it may use the JDK and Nimbus' JWT library, and
 * must never share a reader or a builder with the programs that are tried out against it, or the
 * two would agree on the same mistake. It knows no network: requests and answers are values.
 */
@NullMarked
package dev.carabiner.sandbox.costume;

import org.jspecify.annotations.NullMarked;
