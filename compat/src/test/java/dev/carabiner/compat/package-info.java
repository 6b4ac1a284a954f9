/// Carabiner beside real outside software: the official clients of the API it is compatible with, a
/// certified OpenID provider, a real browser. Every class here is tagged `real`; the fast tests
/// leave them out.
///
/// A test opens an [Installation], whose provider is the sandbox or something else, and talks to
/// outside software through a [NodeProcess]. Nothing here looks into the server: what is asserted
/// is what the outside sees.
@NullMarked
package dev.carabiner.compat;

import org.jspecify.annotations.NullMarked;
