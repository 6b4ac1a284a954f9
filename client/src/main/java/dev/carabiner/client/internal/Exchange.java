package dev.carabiner.client.internal;

/** Sends calls with credentials. */
public final class Exchange {
  private final Attempts attempts;
  private final Bearer bearer;

  public Exchange(Attempts attempts, Bearer bearer) {
    this.attempts = attempts;
    this.bearer = bearer;
  }

  /**
   * The server's answer, whatever its status. A 401 on a token from the cache is answered by one
   * new token and one repeat: a server that refuses a token has not done what was asked.
   *
   * @throws NoAnswer if there is none
   * @throws TokenRefused if no bearer token could be had
   */
  public Answer send(Call call) {
    Bearer.Held held = bearer.held();
    Answer answer = attempts.send(call, held.token());
    if (answer.status() != 401 || !held.renewable()) {
      return answer;
    }
    return attempts.send(call, bearer.insteadOf(held).token());
  }
}
