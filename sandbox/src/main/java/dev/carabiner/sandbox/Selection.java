package dev.carabiner.sandbox;

import java.util.Optional;

/**
 * Which grants an act of control is about; what is absent is not looked at.
 *
 * @param account an account's id
 * @param client a client's id
 */
public record Selection(Optional<String> account, Optional<String> client) {

  /** Every grant. */
  public static Selection all() {
    return new Selection(Optional.empty(), Optional.empty());
  }

  /** The grants that one account gave. */
  public static Selection ofAccount(String account) {
    return new Selection(Optional.of(account), Optional.empty());
  }

  /** The grants that one client holds. */
  public static Selection ofClient(String client) {
    return new Selection(Optional.empty(), Optional.of(client));
  }

  boolean covers(Grant grant) {
    return account.map(grant.account()::equals).orElse(true)
        && client.map(grant.client()::equals).orElse(true);
  }
}
