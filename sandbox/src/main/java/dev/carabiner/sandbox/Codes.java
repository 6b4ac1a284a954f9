package dev.carabiner.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Authorization codes: they work once, within 60 s, for the one who asked (RFC 6749 4.1.2). */
final class Codes {
  static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Code> codes = new HashMap<>();
  private final SandboxClock clock;
  private final Grants grants;

  Codes(SandboxClock clock, Grants grants) {
    this.clock = clock;
    this.grants = grants;
  }

  private record Code(
      AuthorizationRequest request,
      Account account,
      Set<String> scopes,
      Instant issued,
      boolean used,
      Optional<String> grant) {
    Code use(Optional<String> opened) {
      return new Code(request, account, scopes, issued, true, opened);
    }
  }

  /** What a code was changed into, and what the ID token must repeat. */
  record Redeemed(TokenReply.Issued issued, Account account, Optional<String> nonce) {}

  /** The outcome of an attempt to use a code. */
  sealed interface Redemption {
    record Done(Redeemed redeemed) implements Redemption {}

    record Refused(TokenReply.Refused reply) implements Redemption {}
  }

  String issue(AuthorizationRequest request, Account account, Set<String> scopes) {
    lock.lock();
    try {
      Instant now = clock.instant();
      codes.values().removeIf(code -> now.isAfter(code.issued().plus(REMEMBERED)));
      String value = Opaque.fresh("sandbox_code_");
      codes.put(
          Opaque.hash(value), new Code(request, account, scopes, now, false, Optional.empty()));
      return value;
    } finally {
      lock.unlock();
    }
  }

  /** A second use ends what the first one opened; a wrong attempt uses the code up. */
  Redemption redeem(
      String value,
      RegisteredClient client,
      Optional<String> redirectUri,
      Optional<String> verifier) {
    lock.lock();
    try {
      Code code = codes.get(Opaque.hash(value));
      if (code == null || !code.request().client().id().equals(client.id())) {
        return refused("there is no such code");
      }
      if (code.used()) {
        code.grant().ifPresent(grants::end);
        return refused("the code was used before; what it gave is revoked");
      }
      codes.put(Opaque.hash(value), code.use(Optional.empty()));
      if (!clock.instant().isBefore(code.issued().plus(LIFETIME))) {
        return refused("the code has expired");
      }
      if (redirectUri.filter(code.request().redirectUri()::equals).isEmpty()) {
        return refused("redirect_uri differs from the authorization request");
      }
      if (!code.request().codeChallenge().equals(verifier.map(Codes::challenge))) {
        return refused("code_verifier does not fit the code_challenge");
      }
      TokenReply.Issued issued = grants.open(client, code.account(), code.scopes());
      codes.put(Opaque.hash(value), code.use(Optional.of(issued.grant().id())));
      return new Redemption.Done(new Redeemed(issued, code.account(), code.request().nonce()));
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      codes.clear();
    } finally {
      lock.unlock();
    }
  }

  private static Redemption refused(String description) {
    return new Redemption.Refused(TokenReply.Refused.invalidGrant(description));
  }

  private static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Opaque.sha256(verifier));
  }
}
