/// The commands.
///
/// Enter through [Main]; [Program] knows all commands, each is a class of its own. May use the
/// server, the sandbox and the client. Must never touch: the server's rooms behind its settings and
/// its front, other than their words; a replay also stands in the way to providers, as the server's
/// seams allow.
@NullMarked
package dev.carabiner.cli;

import org.jspecify.annotations.NullMarked;
