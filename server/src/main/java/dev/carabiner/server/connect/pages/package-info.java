/// The connecting user's three pages: asking first, an error, done.
///
/// Enter by `Pages` (words in, HTML out), `Assets` (the style sheet) and `PageHeaders` (what every
/// answer carries). The templates lie in `src/main/jte/connect` and are compiled with the program.
/// May use nothing but the template runtime and `base`. Must never touch: sessions, network, store;
/// it decides nothing and shows what it is given.
@NullMarked
package dev.carabiner.server.connect.pages;

import org.jspecify.annotations.NullMarked;
