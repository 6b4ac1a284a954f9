package dev.carabiner.cli;

import dev.carabiner.client.ApiException;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.vault.MasterKeyUnusable;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// Makes the one line that a failure is told in.
final class Failure {
  private Failure() {}

  /// What went wrong and, where we know, how to mend it; one line without control characters.
  static String sentence(Throwable failure) {
    return printable(words(failure));
  }

  /// The text with everything escaped that a terminal would not print.
  static String printable(String text) {
    var line = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          switch (Character.getType(point)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE ->
                line.append(String.format("\\u%04X", point));
            default -> line.appendCodePoint(point);
          }
        });
    return line.toString();
  }

  private static String words(Throwable failure) {
    return switch (failure) {
      case CommandFailed _, SettingsProblem _, MasterKeyUnusable _, ApiException _ ->
          String.valueOf(failure.getMessage());
      case Fault fault -> fault.getMessage() + because(fault);
      case NoSuchFileException missing -> "there is no file " + missing.getFile();
      case AccessDeniedException denied -> "no right to use " + denied.getFile();
      case FileSystemException wrong -> wrong.getFile() + ": " + wrong.getReason();
      default ->
          failure.getMessage() == null
              ? failure.getClass().getSimpleName() + because(failure)
              : failure.getMessage() + because(failure);
    };
  }

  private static String because(Throwable failure) {
    var root = root(failure);
    if (root == null) return "";
    if (root instanceof BindException)
      return ": the address is taken or not of this machine; stop what listens there, or choose"
          + " another port";
    return ": " + (root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
  }

  private static @Nullable Throwable root(Throwable failure) {
    var root = failure.getCause();
    while (root != null && root.getCause() != null) root = root.getCause();
    return root;
  }
}
