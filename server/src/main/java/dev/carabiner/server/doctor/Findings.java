package dev.carabiner.server.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was looked at and what was found. Its size does not grow with the store: of many subjects
/// only the first are named.
public final class Findings {
  /// How many subjects of a rule are named.
  public static final int MOST_NAMED = 100;

  private final Set<Rule> looked = EnumSet.noneOf(Rule.class);
  private final Map<Rule, List<Subject>> named = new EnumMap<>(Rule.class);
  private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);
  private final Map<Rule, String> remarks = new EnumMap<>(Rule.class);

  /// These were looked at, whether or not anything is found.
  public void looked(Rule... rules) {
    looked.addAll(List.of(rules));
  }

  /// Something was found.
  public void add(Rule rule, Subject subject) {
    looked.add(rule);
    counts.merge(rule, 1L, Long::sum);
    var list = named.computeIfAbsent(rule, _ -> new ArrayList<>());
    if (list.size() < MOST_NAMED) list.add(subject);
  }

  /// What else there is to say.
  public void remark(Rule rule, String sentence) {
    looked.add(rule);
    remarks.put(rule, sentence);
  }

  /// Every rule that was looked at, in the order of [Rule].
  ///
  /// @param serverRuns whether a server runs that works off what is due
  public List<Check> checks(boolean serverRuns) {
    return looked.stream().map(rule -> check(rule, serverRuns)).toList();
  }

  private Check check(Rule rule, boolean serverRuns) {
    var count = counts.getOrDefault(rule, 0L);
    var remark = remarks.containsKey(rule) ? " " + remarks.get(rule) : "";
    return count == 0
        ? new Check(rule.word(), Severity.OK, 0, rule.fine() + remark, "", List.of())
        : new Check(
            rule.word(),
            rule.severity(serverRuns),
            count,
            rule.found() + ": " + count + "." + remark,
            rule.remedy(serverRuns),
            named.getOrDefault(rule, List.of()));
  }
}
