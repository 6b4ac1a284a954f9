package dev.carabiner.client.internal;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an error answer says, whichever of the known shapes it has: an array or one object under
 * {@code errors}, the OAuth shape (RFC 6749 section 5.2), or nothing that can be read.
 *
 * @param code empty if there is none
 * @param message the server's words, made fit to print; empty if there are none
 */
public record ErrorBody(String code, String message, Optional<String> reason) {
  private static final int LONGEST_MESSAGE = 300;

  public static ErrorBody of(Answer answer) {
    JsonObject body;
    try {
      body = JsonObject.parse(answer.body());
    } catch (Unreadable notJson) {
      // A proxy's page, say: the status alone has to tell.
      return new ErrorBody("", "", Optional.empty());
    }
    return Stream.concat(body.objects("errors").stream(), Stream.of(body))
        .map(ErrorBody::read)
        .filter(error -> !error.code().isEmpty() || !error.message().isEmpty())
        .findFirst()
        .orElse(new ErrorBody("", "", Optional.empty()));
  }

  private static ErrorBody read(JsonObject error) {
    String code = error.text("code").or(() -> error.text("error")).orElse("");
    String message = error.text("message").or(() -> error.text("error_description")).orElse("");
    return new ErrorBody(
        printable(code), printable(message), error.text("reason").map(ErrorBody::printable));
  }

  /** One line without anything as long and as dense as a token, a secret or a session's id. */
  private static String printable(String words) {
    String line =
        words.replaceAll("[A-Za-z0-9_.~+=-]{40,}", "[hidden]").replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
