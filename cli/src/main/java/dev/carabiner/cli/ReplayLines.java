package dev.carabiner.cli;

import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a provider is asked and answers, each on one short line without secrets: whatever could be
/// a token, a code or a secret is cut, wherever it stands.
final class ReplayLines {
  private static final Pattern OPAQUE =
      Pattern.compile(
          "(%[0-9A-F]{2})|(?=[A-Za-z_~+-]*[0-9])[A-Za-z0-9_~+-]{16,}={0,2}|[A-Za-z0-9_~+-]{32,}={0,2}");
  private static final int HEAD = 6;
  private static final int LONGEST = 400;

  private ReplayLines() {}

  /// A call of the server and how it ended.
  static List<String> of(OutboundRequest request, OutboundAnswer answer) {
    var asked = new StringBuilder(request.method() + " " + request.uri());
    request.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
        .map(Map.Entry::getValue)
        .forEach(value ->
            asked
                .append("  [Authorization: ")
                .append(value.reveal(Reveal.TO_THE_PROVIDER).split(" ", 2)[0])
                .append(" …]"));
    request
        .body()
        .ifPresent(body -> asked.append("  ").append(body.reveal(Reveal.TO_THE_PROVIDER)));
    return List.of(asked(asked.toString()), answered(words(answer)));
  }

  static String asked(String what) {
    return "→ " + cut(what);
  }

  static String answered(String what) {
    return "← " + cut(what);
  }

  /// The text with everything cut that could be a secret, on one line.
  static String cut(String text) {
    var line =
        OPAQUE
            .matcher(text.strip().replaceAll("\\s+", " "))
            .replaceAll(found ->
                found.group(1) != null ? found.group(1) : found.group().substring(0, HEAD) + "…");
    return Failure.printable(
        line.length() <= LONGEST ? line : line.substring(0, LONGEST).stripTrailing() + " …");
  }

  private static String words(OutboundAnswer answer) {
    return switch (answer) {
      case OutboundAnswer.Answered told ->
          (told.status() + " " + told.body().reveal(Reveal.TO_READ_AN_ANSWER)).strip();
      case OutboundAnswer.NotSent not -> "not sent: " + not.why();
      case OutboundAnswer.NoAnswer no -> "no answer: " + no.why();
    };
  }
}
