/// Sealing of secrets. Needs nothing of the rest of Carabiner.
module dev.carabiner.vault {
  requires com.google.crypto.tink;
  requires static org.jspecify;

  exports dev.carabiner.vault;
}
