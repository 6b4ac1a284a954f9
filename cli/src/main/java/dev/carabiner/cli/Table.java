package dev.carabiner.cli;

import java.util.ArrayList;
import java.util.List;

/// Lines whose cells stand below each other.
record Table(List<List<String>> rows) {
  private static final String GAP = "  ";

  static Table of(List<String> head, List<List<String>> body) {
    var rows = new ArrayList<List<String>>();
    rows.add(head);
    body.forEach(row -> rows.add(row.stream().map(Failure::printable).toList()));
    return new Table(rows);
  }

  void print(Terminal terminal) {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows)
      for (var i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < widths.length; i++)
        line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length()).append(GAP);
      terminal.say(line.toString().stripTrailing());
    }
  }
}
