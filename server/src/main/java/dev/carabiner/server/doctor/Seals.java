package dev.carabiner.server.doctor;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Tries sealed values.
public final class Seals {
  private final Optional<Vault> vault;

  /// @param vault absent when there is no key that fits: then nothing can be said of any seal
  public Seals(Optional<Vault> vault) {
    this.vault = vault;
  }

  /// Whether anything can be tried.
  boolean canTry() {
    return vault.isPresent();
  }

  /// Whether the value is known not to open there.
  public boolean isBroken(Sealed sealed, Binding place) {
    try {
      vault.ifPresent(keys -> keys.open(sealed, place));
      return false;
    } catch (SealBroken broken) {
      return true;
    }
  }

  /// The fields that do not open, sorted.
  List<String> broken(Map<String, Sealed> values, Function<String, Binding> places) {
    var broken = new ArrayList<String>();
    values.forEach((field, sealed) -> {
      if (isBroken(sealed, places.apply(field))) broken.add(field);
    });
    broken.sort(String::compareTo);
    return broken;
  }
}
