/// The pages about sessions: the list, one session and why it is as it is, and the overview.
///
/// Enter by [SessionsPage] and [SessionPage]. [Verdicts] turns a [Situation] into the one sentence
/// that a page of a session opens with. May use: what the table of `HOUSE.md` says of the console.
/// Must never touch: any way to open a secret.
@NullMarked
package dev.carabiner.server.console.sessions;

import org.jspecify.annotations.NullMarked;
