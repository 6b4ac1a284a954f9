/// How much was done: counts for plots, kept in slots of five minutes.
///
/// Enter through [Tally], which counts in memory, and [FigureStore], where the sums are kept. May
/// use: `base`, `callers`, `apps`. Must never touch: sessions, secrets, the path of a read.
@NullMarked
package dev.carabiner.server.statistics;

import org.jspecify.annotations.NullMarked;
