package dev.carabiner.client.internal;

/** The token endpoint did not give us a bearer token. */
public final class TokenRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Call call;
  private final transient Answer answer;

  TokenRefused(Call call, Answer answer) {
    super("the token endpoint answered " + answer.status());
    this.call = call;
    this.answer = answer;
  }

  public Call call() {
    return call;
  }

  public Answer answer() {
    return answer;
  }
}
