package dev.carabiner.sandbox;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One consent: an account lets a client do some things.
 *
 * @param ended whether it was revoked, withdrawn or broken by a reused token or code; all its
 *     tokens are dead then
 */
record Grant(String id, String client, String account, Set<String> scopes, boolean ended) {
  Grant {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }

  Grant end() {
    return new Grant(id, client, account, scopes, true);
  }
}
