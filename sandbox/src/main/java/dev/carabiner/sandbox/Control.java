package dev.carabiner.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a test can make happen at the provider; the same acts are there over HTTP. */
public final class Control {
  private final Grants grants;
  private final Codes codes;
  private final PendingConsents pending;
  private final Faults faults;
  private final Holds holds;
  private final SandboxClock clock;
  private final Ledger ledger;
  private final TokenEndpoint tokens;

  Control(
      Grants grants,
      Codes codes,
      PendingConsents pending,
      Faults faults,
      Holds holds,
      SandboxClock clock,
      Ledger ledger,
      TokenEndpoint tokens) {
    this.grants = grants;
    this.codes = codes;
    this.pending = pending;
    this.faults = faults;
    this.holds = holds;
    this.clock = clock;
    this.ledger = ledger;
    this.tokens = tokens;
  }

  /**
   * Lets access tokens expire now, whatever their {@code expires_in} said. A client cannot know:
   * its next call with such a token is answered 401.
   *
   * @return how many living tokens that were
   */
  public int expire(Selection selection) {
    return grants.expire(selection);
  }

  /**
   * Ends grants, as people do on a provider's settings page: access tokens die, a refresh is
   * answered {@code invalid_grant}.
   *
   * @return how many living grants that were
   */
  public int withdraw(Selection selection) {
    return grants.withdraw(selection);
  }

  /** Queues a fault behind those that wait already. */
  public void fail(Fault fault) {
    faults.add(fault);
  }

  /** How many more requests the waiting faults are for. */
  public int waitingFaults() {
    return faults.waiting();
  }

  /**
   * Puts the sandbox's clock ahead.
   *
   * @throws IllegalArgumentException when {@code by} is negative
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock goes forward only: " + by);
    }
    clock.advance(by);
  }

  /** The time by the sandbox's clock. */
  public Instant now() {
    return clock.instant();
  }

  /** Shuts a gate in front of an endpoint until it is released. */
  public Hold hold(Endpoint endpoint) {
    return holds.add(new Fault.Target(Optional.of(endpoint), Optional.empty()));
  }

  /** Shuts a gate in front of the token requests of one grant type until it is released. */
  public Hold hold(String grantType) {
    return holds.add(new Fault.Target(Optional.of(Endpoint.TOKEN), Optional.of(grantType)));
  }

  /**
   * Lays claims over those of the ID tokens that are given from now on, such as {@code groups} or a
   * wrong {@code aud}; an empty map ends it.
   *
   * @param claims JSON values by name; {@code Optional.empty()} leaves a claim out
   */
  public void claims(Map<String, Object> claims) {
    tokens.claims(claims);
  }

  /**
   * Forgets all that has happened: grants, codes, open consent pages, faults, gates, ledger and the
   * clock's advance. Settings and the signing key stay.
   */
  public void reset() {
    faults.clear();
    holds.releaseAll();
    pending.clear();
    codes.clear();
    grants.clear();
    clock.reset();
    tokens.claims(Map.of());
    ledger.clear();
  }
}
