/// How the installation is: what was done in the last 24 hours, and how calls to each provider go.
///
/// Enter through [RecentFigures] and [Healths]. Decides what it is called; draws nothing.
@NullMarked
package dev.carabiner.server.console.health;

import org.jspecify.annotations.NullMarked;
