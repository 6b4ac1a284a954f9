package dev.carabiner.server.connect.pages;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Scopes in the connecting user's words, to follow "… asks … to let it".
public final class PermissionWords {
  /// Said our way whatever a catalogue says: these two speak of the protocol (OpenID Connect Core
  /// 3.1.2.1 and 11).
  private static final Set<String> PROTOCOL = Set.of("openid", "offline_access");

  /// Said our way only if the catalogue is silent (OpenID Connect Core 5.4).
  private static final Set<String> STANDARD = Set.of("profile", "email", "address", "phone");

  private final String provider;
  private final Map<String, String> descriptions;
  private final Texts texts;

  /// @param provider its name
  /// @param descriptions the catalogue's, by scope, in English
  public PermissionWords(String provider, Map<String, String> descriptions, Language language) {
    this.provider = provider;
    this.descriptions = Map.copyOf(descriptions);
    this.texts = Texts.in(language);
  }

  /// One line per scope in the given order; what reads the same is said once.
  public List<Permission> of(List<String> scopes) {
    return scopes.stream().map(this::of).distinct().toList();
  }

  /// The words of one scope; a scope nobody described is shown as it is.
  public Permission of(String scope) {
    var described = descriptions.getOrDefault(scope, "").strip();
    if (PROTOCOL.contains(scope) || (described.isEmpty() && STANDARD.contains(scope))) {
      return new Permission(
          texts.phrase("scope." + scope, Map.of("provider", provider)).text(), true);
    }
    return new Permission(described.isEmpty() ? scope : uncapitalised(described), false);
  }

  /// An abbreviation in front ("API keys") keeps its capitals.
  private static String uncapitalised(String words) {
    boolean abbreviation = words.length() > 1 && Character.isUpperCase(words.charAt(1));
    return abbreviation ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
