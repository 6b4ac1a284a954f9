package dev.carabiner.server.exchanges;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.vault.Reveal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// An answer as it is told: the headers that matter, and a body with nothing but harmless values.
final class AnswerTold {
  private static final Pattern DATE_OR_NUMBER = Pattern.compile("[A-Za-z0-9 ,:+-]{1,40}");
  private static final Pattern SCHEME = Pattern.compile("^\\s*([A-Za-z]{1,20})");
  private static final Pattern CHALLENGE =
      Pattern.compile(
          "\\b(error|error_description|error_uri|scope|resource_metadata)=\"([^\"]*)\"");
  private static final Set<String> PLAIN = Set.of("retry-after", "date");

  private final Optional<OutboundAnswer> answer;
  private final Optional<JsonNode> json;
  private final boolean metadata;

  /// @param answer absent while it was waited for
  /// @param metadata whether it describes the provider
  AnswerTold(Optional<OutboundAnswer> answer, boolean metadata) {
    this.answer = answer;
    this.metadata = metadata;
    this.json =
        answer
            .filter(Answered.class::isInstance)
            .map(Answered.class::cast)
            .flatMap(answered -> Json.parse(answered.body().reveal(Reveal.TO_STRIKE_IT_OUT)));
  }

  Optional<Integer> status() {
    return answer
        .filter(Answered.class::isInstance)
        .map(Answered.class::cast)
        .map(Answered::status);
  }

  /// Everything in it that must not be kept; of a body that is not JSON, whatever is long and has
  /// no blank in it.
  void secrets(StruckOut struckOut) {
    if (!(answer.orElse(null) instanceof Answered answered)) return;
    if (json.isPresent()) {
      Body.texts(json.get(), false, metadata, struckOut::add);
      return;
    }
    for (var part : answered.body().reveal(Reveal.TO_STRIKE_IT_OUT).split("[\\s&=<>\"']+", -1))
      if (part.length() >= 16) struckOut.add(part);
  }

  /// Headers and body; or why there are none.
  String received(StruckOut struckOut) {
    var told = Json.object();
    switch (answer.orElse(null)) {
      case null -> told.put("no_answer", "none yet");
      case OutboundAnswer.NotSent(_, var why) -> told.put("not_sent", struckOut.clean(why));
      case OutboundAnswer.NoAnswer(var why) -> told.put("no_answer", struckOut.clean(why));
      case Answered answered -> {
        var headers = told.putObject("headers");
        for (var name : List.of("content-type", "retry-after", "date", "www-authenticate"))
          answered
              .header(name)
              .map(value ->
                  header(name, answered.headers().getOrDefault(name, List.of(value)), struckOut))
              .ifPresent(value -> headers.put(name, value));
        told.set(
            "body",
            json.map(tree -> new Body(struckOut, metadata).tree(tree))
                .orElseGet(
                    () -> Body.other(answered.header("content-type"), answered.body().length())));
      }
    }
    return Json.write(told);
  }

  private static String header(String name, List<String> values, StruckOut struckOut) {
    if (name.equals("content-type")) return Body.mediaType(values.getFirst());
    if (PLAIN.contains(name))
      return DATE_OR_NUMBER.matcher(values.getFirst()).matches()
          ? struckOut.clean(values.getFirst())
          : StruckOut.SEALED;
    return String.join(", ", values.stream().map(value -> challenge(value, struckOut)).toList());
  }

  /// RFC 9110 section 11.6.1, as far as RFC 6750 section 3 and RFC 9728 section 5.1 use it.
  private static String challenge(String value, StruckOut struckOut) {
    var scheme = SCHEME.matcher(value);
    var told = new ArrayList<String>();
    CHALLENGE
        .matcher(value)
        .results()
        .limit(10)
        .forEach(
            found -> told.add(found.group(1) + "=\"" + struckOut.clean(found.group(2)) + "\""));
    return ((scheme.find() ? struckOut.clean(scheme.group(1)) + " " : "") + String.join(", ", told))
        .strip();
  }
}
