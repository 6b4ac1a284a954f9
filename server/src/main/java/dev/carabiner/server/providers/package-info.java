/// Providers as data: where they are, how they deviate from the standard, how long their tokens
/// live, what revoking ends.
///
/// Enter through [Catalogue]; a [Provider] is a value, read by [ProviderReader] from the built-in
/// files or from an operator's own entry. A deviation is a [Quirk]: add its record there, read its
/// key in `QuirkReader`, apply it in one place of `oauth`. May use: base. Must never touch:
/// network, secrets, the name of any one provider.
@NullMarked
package dev.carabiner.server.providers;

import org.jspecify.annotations.NullMarked;
