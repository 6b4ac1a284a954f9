package dev.carabiner.server.connect.pages;

import java.util.List;
import java.util.Map;

/// Scopes in the connecting user's words, to follow "… asks … to let it".
public final class PermissionWords {
  /// Said our way whatever a catalogue says: these two speak of the protocol (OpenID Connect Core
  /// 3.1.2.1 and 11).
  private final Map<String, String> protocol;

  /// Said our way only if the catalogue is silent (OpenID Connect Core 5.4).
  private static final Map<String, String> STANDARD =
      Map.of(
          "profile", "see your name and picture",
          "email", "see your e-mail address",
          "address", "see your postal address",
          "phone", "see your telephone number");

  private final Map<String, String> descriptions;

  /// @param provider its name
  /// @param descriptions the catalogue's, by scope
  public PermissionWords(String provider, Map<String, String> descriptions) {
    this.protocol =
        Map.of(
            "openid",
            "see which " + provider + " account this is",
            "offline_access",
            "keep access while you are away");
    this.descriptions = Map.copyOf(descriptions);
  }

  /// One line per scope in the given order; what reads the same is said once.
  public List<String> of(List<String> scopes) {
    return scopes.stream().map(this::of).distinct().toList();
  }

  /// The words of one scope; a scope nobody described is shown as it is.
  public String of(String scope) {
    String ours = protocol.get(scope);
    if (ours != null) {
      return ours;
    }
    String described = descriptions.getOrDefault(scope, "").strip();
    return described.isEmpty() ? STANDARD.getOrDefault(scope, scope) : uncapitalised(described);
  }

  /// An abbreviation in front ("API keys") keeps its capitals.
  private static String uncapitalised(String words) {
    boolean abbreviation = words.length() > 1 && Character.isUpperCase(words.charAt(1));
    return abbreviation ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
