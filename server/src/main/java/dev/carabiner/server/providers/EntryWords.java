package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells an entry in words, for the terminal and for the docs.
public final class EntryWords {
  private final YamlTree.Branch entry;

  /// @param entry with all that it inherits
  public EntryWords(YamlTree.Branch entry) {
    this.entry = entry;
  }

  /// Lines under a heading.
  public record Section(String heading, List<String> lines) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  /// The name that people know.
  public String name() {
    return text("name").orElse(entry.need("id").text());
  }

  /// The value of a dotted key, if it is a single one.
  public Optional<String> text(String key) {
    var at = Optional.<YamlTree>of(entry);
    for (var step : key.split("\\.", -1))
      at = at.filter(YamlTree.Branch.class::isInstance).flatMap(tree -> tree.branch().get(step));
    return at.filter(YamlTree.Text.class::isInstance).map(YamlTree::text);
  }

  /// The values of a list; none when it is missing.
  public List<String> texts(String key) {
    return entry.get(key, YamlTree::texts, List.of());
  }

  /// Everything there is to say, without headings that nothing stands below.
  public List<Section> sections() {
    var sections = new ArrayList<Section>();
    sections.add(new Section("Register", registering()));
    sections.add(new Section("Scopes", scopes()));
    sections.add(new Section("Lifetimes", lifetimes()));
    sections.add(new Section("Revoking", revoking()));
    sections.add(new Section("Worth knowing", new OddityWords(entry).sentences()));
    sections.add(new Section("How sure this is", standing()));
    sections.removeIf(section -> section.lines().isEmpty());
    return List.copyOf(sections);
  }

  private List<String> registering() {
    var lines = new ArrayList<String>();
    text("setup.console_url").ifPresent(url -> lines.add("Where: " + url));
    text("docs").ifPresent(url -> lines.add("Documentation: " + url));
    text("setup.callback_rules").ifPresent(rules -> lines.add("Redirect URIs: " + rules));
    for (var variable : entry.get("variables", YamlTree::row, List.<YamlTree>of()))
      lines.add(variable(variable.branch()));
    entry
        .get("environments")
        .ifPresent(tree ->
            lines.add("Environments: " + String.join(", ", tree.branch().members().keySet())));
    return lines;
  }

  private static String variable(YamlTree.Branch variable) {
    var description = variable.get("description", YamlTree::text, "");
    var whose =
        variable.get("scope", YamlTree::text, "connection").equals("app")
            ? "of the app"
            : "of each connection";
    return "Variable "
        + variable.need("id").text()
        + " ("
        + whose
        + "): "
        + description
        + variable.get("default").map(preset -> "; " + preset.text() + " without it").orElse("");
  }

  private List<String> scopes() {
    var lines = new ArrayList<String>();
    var presets = texts("default_scopes");
    if (!presets.isEmpty()) lines.add("Without any: " + String.join(" ", presets));
    for (var scope : entry.get("scopes", YamlTree::row, List.<YamlTree>of()))
      lines.add(
          scope.branch().need("scope").text() + ": " + scope.branch().need("description").text());
    return lines;
  }

  private List<String> lifetimes() {
    var lines = new ArrayList<String>();
    var span = text("lifecycle.access_token_lifetime").map(EntryWords::span);
    switch (text("lifecycle.access_token_expires").orElse("unknown")) {
      case "yes" -> lines.add("Access token: " + span.orElse("the answer says how long"));
      case "no" -> lines.add("Access token: no end");
      case "optional" ->
          lines.add(
              "Access token: the registration decides whether it ends"
                  + span.map(usual -> "; usually " + usual).orElse(""));
      default -> span.ifPresent(known -> lines.add("Access token: " + known));
    }
    text("lifecycle.refresh_token").map(EntryWords::given).ifPresent(lines::add);
    text("lifecycle.refresh_token_request")
        .ifPresent(words -> lines.add("A refresh token needs: " + words));
    text("lifecycle.refresh_token_lifetime")
        .ifPresent(seconds -> lines.add("A refresh token ends after " + span(seconds)));
    text("lifecycle.refresh_token_idle_lifetime")
        .ifPresent(seconds -> lines.add("Unused, a refresh token ends after " + span(seconds)));
    text("lifecycle.refresh_token_rotation").map(EntryWords::rotation).ifPresent(lines::add);
    text("refresh.note").ifPresent(lines::add);
    return lines;
  }

  private static String given(String word) {
    return switch (word) {
      case "always" -> "Refresh token: always there";
      case "on_request" -> "Refresh token: only when it is asked for";
      case "optional" -> "Refresh token: the registration decides";
      case "never" -> "Refresh token: none; a dead access token needs the user again";
      default -> "Refresh token: unknown";
    };
  }

  private static String rotation(String word) {
    return switch (word) {
      case "yes" -> "Rotation: a refresh gives a new refresh token";
      case "no" -> "Rotation: none, the refresh token stays";
      case "optional" -> "Rotation: a refresh may give a new refresh token";
      default -> "Rotation: unknown";
    };
  }

  private List<String> revoking() {
    var lines = new ArrayList<String>();
    var endpoint = text("revocation_endpoint").isPresent();
    lines.add(
        switch (text("revocation.style").orElse(endpoint ? "rfc7009" : "")) {
          case "rfc7009" -> "At the provider's revocation endpoint (RFC 7009)";
          case "custom" -> "By a call of the provider's own";
          case "none" -> "The provider cannot be told; the user has to end the grant there";
          default -> "No way is known; the user has to end the grant there";
        });
    text("revocation.note").ifPresent(lines::add);
    text("revocation.page").ifPresent(page -> lines.add("Users do it themselves at " + page));
    return lines;
  }

  private List<String> standing() {
    var lines = new ArrayList<String>();
    text("confidence").ifPresent(word -> lines.add(confidence(word)));
    text("cross_check.token")
        .ifPresent(count -> lines.add("Sources that agree on the token endpoint: " + count));
    lines.add("Not tried against the live service from here");
    return lines;
  }

  private static String confidence(String word) {
    return switch (word) {
      case "high" -> "Confidence high: both endpoints were met in several independent sources";
      case "medium" -> "Confidence medium: both endpoints were met in two sources";
      default -> "Confidence low: the endpoints come from one source; compare them first";
    };
  }

  private static String span(String seconds) {
    var span = Duration.ofSeconds(Long.parseLong(seconds));
    if (span.compareTo(Duration.ofDays(2)) >= 0) return count(span.toDays(), "day");
    if (span.compareTo(Duration.ofHours(2)) >= 0) return count(span.toHours(), "hour");
    if (span.compareTo(Duration.ofMinutes(2)) >= 0)
      return count((span.toSeconds() + 30) / 60, "minute");
    return count(span.toSeconds(), "second");
  }

  private static String count(long number, String unit) {
    return "about " + number + " " + unit + (number == 1 ? "" : "s");
  }
}
