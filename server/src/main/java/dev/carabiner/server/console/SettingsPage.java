package dev.carabiner.server.console;

import dev.carabiner.server.operators.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The settings in force, and where each came from.
public final class SettingsPage implements Page {
  private final List<Line> lines;

  /// @param lines in the order of the reference; secrets only as `set`
  public SettingsPage(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /// One setting.
  ///
  /// @param origin `default`, file and line, or an environment variable
  public record Line(String key, String value, String origin) {
    public boolean isDefault() {
      return origin.equals("default");
    }
  }

  /// The sections of the file, each with its settings.
  public record View(SequencedMap<String, List<Line>> sections) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(
        "/console/settings",
        Role.VIEWER,
        visit -> Answer.view("settings", "Settings", Nav.SETTINGS, view()));
  }

  private View view() {
    var sections = new LinkedHashMap<String, List<Line>>();
    for (var line : lines) {
      var section = line.key().replaceAll("[.\\[].*", "");
      sections.computeIfAbsent(section, _ -> new java.util.ArrayList<>()).add(line);
    }
    return new View(sections);
  }
}
