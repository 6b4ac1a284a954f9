/// A small web application whose users connect their notes at a provider: what an application has
/// to do with a connection, done right, on the plain JDK and the SDK.
///
/// One enters by [dev.carabiner.examples.Main]; [dev.carabiner.examples.Application] is the map of
/// its addresses, and [dev.carabiner.examples.Callback] the page to read first. It may use the SDK
/// and the JDK, and must never touch the server's own classes: it stands where your application
/// stands.
@NullMarked
package dev.carabiner.examples;

import org.jspecify.annotations.NullMarked;
