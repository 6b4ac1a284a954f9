package dev.carabiner.client.internal;

/** Where the bearer token of our requests comes from. Safe for use by many threads. */
public interface Bearer {

  /** A token to send now. */
  Held held();

  /** A token to send in place of one that the server has just refused. */
  Held insteadOf(Held refused);

  /** A token that its owner gave us and that nothing but the owner can renew. */
  static Bearer fixed(String token) {
    Held held = new Held(token, false);
    return new Bearer() {
      @Override
      public Held held() {
        return held;
      }

      @Override
      public Held insteadOf(Held refused) {
        return held;
      }
    };
  }

  /**
   * A token in hand. Does not print it.
   *
   * @param renewable whether a refusal may mean no more than that the token has aged
   */
  record Held(String token, boolean renewable) {

    @Override
    public String toString() {
      return "Held[renewable=" + renewable + "]";
    }
  }
}
