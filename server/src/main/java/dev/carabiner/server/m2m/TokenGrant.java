package dev.carabiner.server.m2m;

import dev.carabiner.server.callers.Scopes;
import java.util.List;

/// What a token is issued for.
///
/// @param clientId the machine client
/// @param granted the scopes that the token authorises
/// @param requested the scopes that were asked for; none is not all
/// @param audiences as they were asked for, byte for byte and in their order
public record TokenGrant(
    String clientId, Scopes granted, Scopes requested, List<String> audiences) {
  public TokenGrant {
    audiences = List.copyOf(audiences);
  }
}
