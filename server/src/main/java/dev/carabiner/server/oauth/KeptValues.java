package dev.carabiner.server.oauth;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.HashMap;
import java.util.Map;

/// What belongs to one connection and is neither token nor scope: the values of its own template
/// variables, and what callback, token answer and look-up told that later calls, or the
/// application, need. Sealed with the session, readable in its status.
///
/// @param values our name → value
public record KeptValues(Map<String, Secret> values) {
  /// A connection of which nothing is known yet.
  public static final KeptValues NONE = new KeptValues(Map.of());

  public KeptValues {
    values = Map.copyOf(values);
  }

  /// The same with newer values over them.
  public KeptValues with(Map<String, Secret> newer) {
    var all = new HashMap<>(values);
    all.putAll(newer);
    return new KeptValues(all);
  }

  /// That grant with these values beneath those of its own.
  public Grant beneath(Grant grant) {
    return whole(grant, with(grant.kept()));
  }

  /// That grant with these values over those of its own.
  public Grant over(Grant grant) {
    return whole(grant, new KeptValues(grant.kept()).with(values));
  }

  private static Grant whole(Grant grant, KeptValues all) {
    return new Grant(
        grant.accessToken(),
        grant.refreshToken(),
        grant.lifetime(),
        grant.refreshLifetime(),
        grant.scopes(),
        all.values(),
        grant.idToken());
  }

  /// To be put into templates.
  Map<String, String> forTemplates() {
    var texts = new HashMap<String, String>();
    values.forEach((name, value) -> texts.put(name, value.reveal(Reveal.TO_THE_PROVIDER)));
    return texts;
  }
}
