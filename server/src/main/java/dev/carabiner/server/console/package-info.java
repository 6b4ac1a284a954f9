/// The pages of the people who run an installation: everything under `/console`.
///
/// Enter by [ConsoleDoor]. A page is a [Page]: it hangs its routes into [ConsoleRoutes], each with
/// the least role that it asks for, and answers a [Visit] with an [Answer]. `console.parts` holds
/// what the templates of `src/main/jte/console` draw. May use: what the table of `HOUSE.md` says.
/// Must never touch: `store`, `oauth`, and any way to open a secret.
@NullMarked
package dev.carabiner.server.console;

import org.jspecify.annotations.NullMarked;
