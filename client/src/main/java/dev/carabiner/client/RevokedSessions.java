package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A page of the report on sessions that were revoked together.
 *
 * @param nextCursor where to go on; empty on the last page
 */
public record RevokedSessions(List<One> sessions, Optional<String> nextCursor) {

  public RevokedSessions {
    sessions = List.copyOf(sessions);
  }

  /**
   * What became of one session.
   *
   * @param outcome {@code revoked}, {@code not_live} or {@code would_be_revoked}
   * @param revocation what the provider is told; empty where there is nothing to tell
   */
  public record One(String sessionId, String outcome, Optional<RevocationReceipt> revocation) {}

  static RevokedSessions read(JsonObject body) {
    return new RevokedSessions(
        body.objects("sessions").stream().map(RevokedSessions::one).toList(),
        body.text("next_cursor"));
  }

  private static One one(JsonObject body) {
    return new One(
        body.required("session_id"),
        body.required("outcome"),
        body.objects("revocation").stream().findFirst().map(RevocationReceipt::read));
  }
}
