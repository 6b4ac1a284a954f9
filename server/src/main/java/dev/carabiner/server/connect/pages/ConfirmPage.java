package dev.carabiner.server.connect.pages;

import dev.carabiner.server.base.Initials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page that asks before anybody is sent to a provider.
///
/// @param names who wants what from whom
/// @param forWhom the user the link was made for, as they would know themselves; without it the
///   page asks more generally
/// @param permissions what the product asks for, in the user's words (`PermissionWords`); none
///   leaves the list out
/// @param form where the answer goes
/// @param host our own address, shown at the foot
public record ConfirmPage(
    Names names,
    Optional<String> forWhom,
    List<Permission> permissions,
    ConfirmForm form,
    String host) {
  private static final int SHOWN = 5;

  public ConfirmPage {
    forWhom = forWhom.map(PlainText::of).filter(label -> !label.isEmpty());
    permissions = permissions.stream().filter(permission -> !permission.words().isEmpty()).toList();
    host = PlainText.required("host", host);
  }

  /// What stands in the places of a sentence.
  public Map<String, String> places() {
    var places = new HashMap<>(names.places());
    forWhom.ifPresent(label -> places.put("user", label));
    return places;
  }

  /// The initials of the user, empty without one.
  public String initials() {
    return forWhom.map(Initials::of).orElse("");
  }

  /// The permissions that stand open.
  public List<Permission> shown() {
    return permissions.subList(0, Math.min(SHOWN, permissions.size()));
  }

  /// Those that are folded away, so that the question and the buttons stay in sight.
  public List<Permission> folded() {
    return permissions.subList(shown().size(), permissions.size());
  }
}
