package dev.carabiner.sandbox;

import java.util.Locale;
import java.util.Optional;

/** What a request was for: the unit by which faults, holds and the ledger's filter are named. */
public enum Endpoint {
  AUTHORIZE,
  CONSENT,
  TOKEN,
  REVOKE,
  INTROSPECT,
  USERINFO,
  DISCOVERY,
  JWKS,
  /** The protected resource, {@code /api/me}. */
  RESOURCE,
  /** The pages that a person reads. */
  PAGE,
  CONTROL,
  /** Every address of a provider that the sandbox is dressed as. */
  COSTUME,
  UNKNOWN;

  /** Its name in JSON and query parameters, for example {@code token}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Endpoint> ofCode(String code) {
    for (Endpoint endpoint : values()) {
      if (endpoint.code().equals(code)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  /** Pages and control stay usable whatever goes wrong on order. */
  boolean canFail() {
    return this != PAGE && this != CONTROL && this != COSTUME && this != UNKNOWN;
  }
}
