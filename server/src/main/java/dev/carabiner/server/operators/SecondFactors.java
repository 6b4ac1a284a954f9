package dev.carabiner.server.operators;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// Codes from an authenticator app beside the password. Each code counts once.
public final class SecondFactors {
  private final OperatorStore store;
  private final Vault vault;
  private final InstantSource clock;
  private final String product;

  /// @param product as authenticator apps show it
  public SecondFactors(OperatorStore store, Vault vault, InstantSource clock, String product) {
    this.store = store;
    this.vault = vault;
    this.clock = clock;
    this.product = product;
  }

  /// A new key, sealed for this operator until it is taken up.
  ///
  /// @param sealed what the page brings back with the first code, in base64url
  public record Begun(TotpOffer offer, String sealed) {}

  public Begun begin(Operator operator) {
    var key = Totp.newKey();
    var sealed = vault.seal(key, offered(operator));
    return new Begun(
        TotpOffer.of(key, product, operator.login()),
        Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.bytes()));
  }

  /// The same offer again, for who mistyped the code; empty for what is none of ours.
  public Optional<Begun> again(Operator operator, String sealed) {
    return opened(operator, sealed)
        .map(key -> new Begun(TotpOffer.of(key, product, operator.login()), sealed));
  }

  /// Takes up an offered key when the code fits; false when it does not, or something changed
  /// meanwhile.
  public boolean take(Operator operator, String sealed, String code) {
    var key = opened(operator, sealed);
    if (key.isEmpty()) return false;
    var step = Totp.step(key.get(), code, clock.instant());
    if (step.isEmpty()) return false;
    return store.change(
        changed(operator, Optional.of(vault.seal(key.get(), kept(operator))), step.getAsLong()));
  }

  /// Goes back to the password alone; false when something changed meanwhile.
  public boolean drop(Operator operator) {
    return store.change(changed(operator, Optional.empty(), operator.totpStep()));
  }

  /// Whether a code is right, which uses it up.
  boolean use(Operator operator, String code) {
    var sealed = operator.totp();
    if (sealed.isEmpty()) return false;
    var step = Totp.step(vault.open(sealed.get(), kept(operator)), code, clock.instant());
    return step.isPresent() && store.useStep(operator.id(), step.getAsLong());
  }

  private Optional<Secret> opened(Operator operator, String sealed) {
    try {
      var bytes = Base64.getUrlDecoder().decode(sealed);
      return Optional.of(vault.open(Sealed.of(bytes), offered(operator)));
    } catch (IllegalArgumentException | SealBroken notOurs) {
      return Optional.empty();
    }
  }

  private static Operator changed(Operator operator, Optional<Sealed> totp, long step) {
    return new Operator(
        operator.id(),
        operator.login(),
        operator.name(),
        operator.role(),
        operator.passwordHash(),
        totp,
        step,
        operator.createdAt(),
        operator.version() + 1,
        operator.company());
  }

  private static Binding kept(Operator operator) {
    return new Binding("", "operator", operator.id(), "totp", 0);
  }

  private static Binding offered(Operator operator) {
    return new Binding("", "operator", operator.id(), "totp-offer", operator.version());
  }
}
