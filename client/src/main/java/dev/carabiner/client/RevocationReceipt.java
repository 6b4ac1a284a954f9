package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What the provider was told of a session that is over.
 *
 * @param receipt a lower_snake_case word of an open set: {@code queued}, {@code
 *     revoked_at_provider}, {@code shared_grant}, {@code unsupported}, {@code uncertain}, {@code
 *     failed}, {@code not_wanted}
 * @param since when the receipt came to be what it is
 * @param tries how often it was taken up
 * @param nextTry when it is taken up again; empty when it has ended
 * @param reason why the last try ended as it did
 * @param page a page of the provider, where the user can end the grant or read how
 */
public record RevocationReceipt(
    String receipt,
    Optional<Instant> since,
    int tries,
    Optional<Instant> nextTry,
    Optional<String> reason,
    Optional<String> page) {

  /** Whether nothing more will be tried. */
  public boolean hasEnded() {
    return !receipt.equals("queued");
  }

  static RevocationReceipt read(JsonObject body) {
    return new RevocationReceipt(
        body.required("receipt"),
        body.instant("since"),
        Math.toIntExact(body.number("tries")),
        body.instant("next_try"),
        body.text("reason"),
        body.text("page"));
  }
}
