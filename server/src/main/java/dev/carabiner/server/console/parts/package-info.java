/// What the console's pages are made of: badges, buttons, fields, plots. Values that the templates
/// of `src/main/jte/console/parts` draw; they decide nothing and know no noun of connected apps.
@NullMarked
package dev.carabiner.server.console.parts;

import org.jspecify.annotations.NullMarked;
