package dev.carabiner.server.doctor;

import java.util.List;

/// One thing that was looked at, and what came of it.
///
/// @param name for machines, in kebab case
/// @param count how often something was found
/// @param sentence what was looked at and found
/// @param remedy what to do; empty where there is nothing to do
/// @param subjects what was found; of many, only the first [Findings#MOST_NAMED]
public record Check(
    String name,
    Severity severity,
    long count,
    String sentence,
    String remedy,
    List<Subject> subjects) {
  public Check {
    subjects = List.copyOf(subjects);
  }
}
