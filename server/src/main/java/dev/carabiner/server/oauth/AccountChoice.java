package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Map;

/// The accounts, tenants or sites that one grant reaches, as a look-up after connecting found them.
/// A connection is for one of them.
///
/// @param candidates the provider's own choice first; none where it told nothing; at most 100
public record AccountChoice(List<Candidate> candidates) {
  /// Nothing to choose, and nothing more to keep.
  public static final AccountChoice NONE = new AccountChoice(List.of());

  private static final int MOST = 100;

  public AccountChoice {
    candidates = List.copyOf(candidates.subList(0, Math.min(MOST, candidates.size())));
  }

  /// One of them.
  ///
  /// @param id what tells it from the others, as the provider tells it; one of the kept values
  /// @param label what a person knows it by; not empty, from outside
  /// @param kept what is kept of the connection if it is this one: our name → value
  public record Candidate(String id, String label, Map<String, Secret> kept) {
    public Candidate {
      kept = Map.copyOf(kept);
    }
  }

  /// Whether a person has something to choose.
  public boolean isOpen() {
    return candidates.size() > 1;
  }
}
