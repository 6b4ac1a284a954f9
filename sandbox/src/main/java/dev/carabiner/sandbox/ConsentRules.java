package dev.carabiner.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What can be asked for, and who answers.
 *
 * @param automatic whether consent is given at once, without a page
 * @param scopes every scope that can be asked for, with the words of the consent page
 * @param withheld scopes that people keep to themselves: asked for, they are not granted
 * @param requirePkce whether a request without {@code code_challenge} is refused
 * @param sendIssuer whether {@code iss} (RFC 9207) is sent and advertised
 */
public record ConsentRules(
    boolean automatic,
    Map<String, String> scopes,
    Set<String> withheld,
    boolean requirePkce,
    boolean sendIssuer) {

  public ConsentRules {
    scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
    withheld = Set.copyOf(withheld);
  }
}
