package dev.carabiner.server.providers;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.YamlTree;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Finds everything that is wrong with an entry, not only the first thing.
public final class Lint {
  private static final Duration AHEAD = Duration.ofDays(90);

  private final Catalogue base;
  private final Instant now;

  /// @param base the entries to lay over and to be a variant of
  /// @param now changes that come within 90 days of it are told
  public Lint(Catalogue base, Instant now) {
    this.base = base;
    this.now = now;
  }

  /// What is wrong with an entry, and what its owner should know.
  ///
  /// @param complaints `FILE:LINE: KEY: what is wrong; allowed`, at most one for each key
  /// @param warnings the same of what works today
  public record Findings(List<String> complaints, List<String> warnings) {
    public Findings {
      complaints = List.copyOf(complaints);
      warnings = List.copyOf(warnings);
    }
  }

  /// Looks at one entry.
  public Findings of(YamlTree.Branch entry) {
    var complaints = new ArrayList<String>();
    var rest = entry;
    while (true) {
      try {
        return new Findings(complaints, warnings(entry, new ProviderReader(base).read(rest)));
      } catch (SettingsProblem wrong) {
        complaints.add(wrong.getMessage());
        var less = without(rest, wrong);
        if (less.members().size() == rest.members().size())
          return new Findings(complaints, List.of());
        rest = less;
      }
    }
  }

  /// The entry without the key that the complaint is about, so that the next one shows.
  private static YamlTree.Branch without(YamlTree.Branch entry, SettingsProblem wrong) {
    var top = entry.place().key();
    var key = wrong.key().startsWith(top) ? wrong.key().substring(top.length()) : wrong.key();
    var first = key.replaceFirst("^\\.", "").split("[.\\[]", 2)[0];
    var members = new LinkedHashMap<>(entry.members());
    if (!first.equals("id")) members.remove(first);
    return new YamlTree.Branch(entry.place(), members);
  }

  private List<String> warnings(YamlTree.Branch entry, Provider provider) {
    return provider
        .successor()
        .filter(then -> then.hasCome(now.plus(AHEAD)))
        .map(then ->
            entry
                .get("successor")
                .orElse(entry)
                .problem(
                    (then.hasCome(now) ? "is so since " : "will be so from ")
                        + then.from()
                        + " (today is "
                        + now.atZone(ZoneOffset.UTC).toLocalDate()
                        + "); the old addresses can go when that day is past")
                .getMessage())
        .stream()
        .toList();
  }
}
