package dev.carabiner.client;

import dev.carabiner.client.internal.Answer;
import dev.carabiner.client.internal.Call;
import dev.carabiner.client.internal.ErrorBody;
import dev.carabiner.client.internal.NoAnswer;
import dev.carabiner.client.internal.RetryAfter;
import dev.carabiner.client.internal.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not succeed: the server answered with an error, with something unreadable, or not
 * at all. The message never holds a token or a secret.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;
  private final transient ErrorBody error;
  private final transient Optional<Duration> retryAfter;

  private ApiException(
      String message, @Nullable Throwable cause, Answer answer, Optional<Duration> retryAfter) {
    super(message, cause);
    this.answer = answer;
    this.error = ErrorBody.of(answer);
    this.retryAfter = retryAfter;
  }

  static ApiException refused(Call call, Answer answer, Instant now) {
    ErrorBody error = ErrorBody.of(answer);
    String code = error.code().isEmpty() ? "" : " " + error.code();
    String words = error.message().isEmpty() ? "" : ": " + error.message();
    String message = answer.status() + code + " from " + call + words;
    return new ApiException(message, null, answer, RetryAfter.of(answer, now));
  }

  /** Whether the server does not know the route at all, whatever it says about it. */
  static boolean routeIsMissing(Answer answer) {
    String code = ErrorBody.of(answer).code();
    return answer.status() == 404 && (code.isEmpty() || code.equals("ROUTE_NOT_FOUND"));
  }

  static ApiException notThere(Call call, Answer answer) {
    String message =
        answer.status()
            + " from "
            + call
            + ": this call is Carabiner's own addition to the Connected Apps API and the server does"
            + " not have it; Kinde's cloud has no such call";
    return new ApiException(message, null, answer, Optional.empty());
  }

  static ApiException unreadable(Call call, Answer answer, Unreadable what) {
    // Without its body: a success that cannot be read may hold a token all the same.
    var bare = new Answer(answer.status(), answer.headers(), "");
    String message = answer.status() + " from " + call + ": " + what.getMessage();
    return new ApiException(message, null, bare, Optional.empty());
  }

  static ApiException unanswered(Call call, NoAnswer none) {
    var nothing = new Answer(0, Map.of(), "");
    return new ApiException(call + ": " + none.getMessage(), none, nothing, Optional.empty());
  }

  /** The HTTP status; 0 if there was no answer. */
  public int status() {
    return answer.status();
  }

  /** The error's code, such as {@code INVALID_SESSION}; empty if the answer names none. */
  public String code() {
    return error.code();
  }

  /** Why a connection has to be made again; only beside {@code RECONNECT_REQUIRED}. */
  public Optional<Reason> reason() {
    return error.reason().filter(word -> !word.isBlank()).map(Reason::new);
  }

  /** How long the server asks to wait before the next attempt. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** The answer's headers, looked up in any case; empty if there was no answer. */
  public Map<String, List<String>> headers() {
    return answer.headers();
  }

  /** The answer's body as it came, for tools; unlike the message it is not made fit for a log. */
  public String body() {
    return answer.body();
  }
}
