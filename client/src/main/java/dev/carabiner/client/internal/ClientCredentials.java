package dev.carabiner.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens by the client credentials grant (RFC 6749 section 4.4), kept until shortly before
 * their end. Callers who need a new one at the same time share one request and its outcome.
 */
public final class ClientCredentials implements Bearer {
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);

  private final Attempts attempts;
  private final InstantSource clock;
  private final Call request;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Issued current;
  private @Nullable CompletableFuture<Issued> underWay;

  public ClientCredentials(
      Attempts attempts, InstantSource clock, String id, String secret, String audience) {
    this.attempts = attempts;
    this.clock = clock;
    this.request =
        Call.of("POST", "/oauth2/token")
            .form(
                List.of(
                    Map.entry("grant_type", "client_credentials"),
                    Map.entry("client_id", id),
                    Map.entry("client_secret", secret),
                    Map.entry("audience", audience)));
  }

  @Override
  public Held held() {
    while (true) {
      boolean leading;
      CompletableFuture<Issued> shared;
      lock.lock();
      try {
        if (current != null && clock.instant().isBefore(current.renewAt())) {
          return new Held(current.token(), true);
        }
        leading = underWay == null;
        shared = underWay == null ? new CompletableFuture<>() : underWay;
        underWay = shared;
      } finally {
        lock.unlock();
      }
      Issued issued = leading ? fetch(shared) : join(shared);
      if (issued != null) {
        return new Held(issued.token(), false);
      }
    }
  }

  @Override
  public Held insteadOf(Held refused) {
    lock.lock();
    try {
      if (current != null && current.token().equals(refused.token())) {
        current = null;
      }
    } finally {
      lock.unlock();
    }
    return held();
  }

  private Issued fetch(CompletableFuture<Issued> shared) {
    try {
      Issued issued = issue();
      settle(issued);
      shared.complete(issued);
      return issued;
    } catch (RuntimeException | Error failure) {
      settle(null);
      shared.completeExceptionally(failure);
      throw failure;
    }
  }

  private void settle(@Nullable Issued issued) {
    lock.lock();
    try {
      current = issued;
      underWay = null;
    } finally {
      lock.unlock();
    }
  }

  /** The shared outcome; null if the one who asked was interrupted, which is no concern of ours. */
  private static @Nullable Issued join(CompletableFuture<Issued> shared) {
    try {
      return shared.get();
    } catch (InterruptedException interruption) {
      throw NoAnswer.interrupted(interruption);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof NoAnswer none && none.interrupted()) {
        return null;
      }
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }

  private Issued issue() {
    Instant asked = clock.instant();
    Answer answer = attempts.send(request, null);
    if (!answer.succeeded()) {
      throw new TokenRefused(request, answer);
    }
    JsonObject body = JsonObject.parse(answer.body());
    String token = BearerSyntax.checked(body.required("access_token"));
    // RFC 6749 section 5.1 lets a server leave it out; such a token is used once and not kept.
    long seconds = body.text("expires_in").isPresent() ? body.number("expires_in") : 0;
    Duration life = Duration.ofSeconds(Math.max(0, seconds));
    Duration tenth = life.dividedBy(10);
    Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
    return new Issued(token, asked.plus(life).minus(margin));
  }

  private record Issued(String token, Instant renewAt) {
    @Override
    public String toString() {
      return "Issued[renewAt=" + renewAt + "]";
    }
  }
}
