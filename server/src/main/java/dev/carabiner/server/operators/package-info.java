/// Who may work at the console: operators and their roles.
///
/// Enter by [Operators]. Holds everything that proves who somebody is, so the console itself never
/// opens a secret. May use: `base`, the vault, and `oauth` to ask the company's OpenID provider.
/// Must never touch: sessions, the catalogue, HTTP.
@NullMarked
package dev.carabiner.server.operators;

import org.jspecify.annotations.NullMarked;
