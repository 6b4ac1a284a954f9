package dev.carabiner.cli;

import dev.carabiner.server.sessions.SessionId;
import java.util.ArrayList;
import picocli.CommandLine.Model.CommandSpec;

/// Session ids that begin with a dash: one in sixty-four does, and would be taken for an option.
final class DashedIds {
  /// What follows is no option (POSIX, Utility Syntax Guidelines, 10).
  private static final String NO_MORE_OPTIONS = "--";

  private DashedIds() {}

  /// The command line with such ids last, where no option can be meant. The values of options stay
  /// where they are.
  static String[] last(CommandSpec top, String... arguments) {
    var line = new ArrayList<String>();
    var ids = new ArrayList<String>();
    var command = top;
    var isValue = false;
    for (var argument : arguments) {
      if (argument.equals(NO_MORE_OPTIONS)) return arguments;
      if (!isValue && argument.startsWith("-") && SessionId.parse(argument).isPresent())
        ids.add(argument);
      else line.add(argument);
      var below = command.subcommands().get(argument);
      if (below != null && !isValue) command = below.getCommandSpec();
      isValue = !isValue && takesValue(command, argument);
    }
    if (ids.isEmpty()) return arguments;
    line.add(NO_MORE_OPTIONS);
    line.addAll(ids);
    return line.toArray(String[]::new);
  }

  private static boolean takesValue(CommandSpec command, String argument) {
    var option = command.findOption(argument);
    return argument.startsWith("-") && option != null && option.arity().max() > 0;
  }
}
