/**
 * A real OAuth 2.0 and OpenID provider for trying things out, with faults on order.
 *
 * <p>One enters by {@link dev.carabiner.sandbox.Sandbox#start}; {@link
 * dev.carabiner.sandbox.Control} steers a running one, {@link dev.carabiner.sandbox.Ledger} tells
 * what it was asked. Inside, every request passes {@code Front} (reading, ledger, holds, faults,
 * writing) and reaches one handler by {@code Routes}; {@code Codes} and {@code Grants} hold what
 * was consented to.
 *
 * <p>It uses the JDK's HTTP server and Nimbus' JWT library. It must never know anything of the
 * programs that are tried out against it, and is no provider for real people: the consent page asks
 * for no password.
 */
@NullMarked
package dev.carabiner.sandbox;

import org.jspecify.annotations.NullMarked;
