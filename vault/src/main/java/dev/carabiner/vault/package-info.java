/// Seals secrets so that a copied, moved or changed row does not open, and keeps them from
/// printing.
///
/// Enter through [Vault]. A [Secret] holds bytes that never print; opening one takes a [Reveal], a
/// word one can search for. [Binding] names the place a secret belongs to and is authenticated with
/// the ciphertext. May use: Tink. Knows nothing of OAuth, HTTP, SQL or settings.
@NullMarked
package dev.carabiner.vault;

import org.jspecify.annotations.NullMarked;
