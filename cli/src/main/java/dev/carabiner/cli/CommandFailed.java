package dev.carabiner.cli;

/// A command could not do what it was asked for; the message says what and how to mend it, on one
/// line.
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailed(String whatAndHowToMendIt) {
    super(whatAndHowToMendIt);
  }

  CommandFailed(String whatAndHowToMendIt, Throwable cause) {
    super(whatAndHowToMendIt, cause);
  }
}
