/// The first page of an installation in use: what needs a person, what was done, and what ends.
///
/// Enter through [OverviewPage].
@NullMarked
package dev.carabiner.server.console.overview;

import org.jspecify.annotations.NullMarked;
