/// Shows that the suite can fail: bugs that break one rule each, kept as replacements of program
/// text, and a runner that builds the program with one of them and expects red tests.
@NullMarked
package dev.carabiner.server.seeded;

import org.jspecify.annotations.NullMarked;
