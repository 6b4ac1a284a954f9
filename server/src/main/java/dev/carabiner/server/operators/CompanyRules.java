package dev.carabiner.server.operators;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may come in from the company's provider, as what.
///
/// @param groupsClaim the claim that lists a person's groups: its whole name, or a path such as
///   `realm_access.roles`
/// @param allowed the groups that give each role
public record CompanyRules(String groupsClaim, Map<Role, Set<String>> allowed) {
  /// What lets nobody in.
  public static final CompanyRules NOBODY = new CompanyRules("groups", Map.of());

  public CompanyRules {
    var copy = new EnumMap<Role, Set<String>>(Role.class);
    allowed.forEach((role, groups) -> copy.put(role, Set.copyOf(groups)));
    allowed = Collections.unmodifiableMap(copy);
  }

  /// The highest role that one of these groups gives; names are compared byte for byte.
  public Optional<Role> role(Collection<String> groups) {
    return List.of(Role.ADMIN, Role.OPERATOR, Role.VIEWER).stream()
        .filter(role -> allowed.getOrDefault(role, Set.of()).stream().anyMatch(groups::contains))
        .findFirst();
  }

  /// Whether somebody can come in as administrator.
  public boolean knowsAdministrators() {
    return !allowed.getOrDefault(Role.ADMIN, Set.of()).isEmpty();
  }
}
