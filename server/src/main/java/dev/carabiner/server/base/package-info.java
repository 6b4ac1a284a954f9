/// What every room may lean on and nobody looks at twice: faults, random values, hashes, JSON and
/// YAML as trees.
///
/// Knows no noun of ours. Must never touch: network, store, settings.
@NullMarked
package dev.carabiner.server.base;

import org.jspecify.annotations.NullMarked;
