package dev.carabiner.sandbox.costume;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One provider, played from its facts. Safe for several threads. */
public final class Costume {
  private final ReentrantLock lock = new ReentrantLock();
  private final Facts facts;
  private final Registration registration;
  private final InstantSource clock;
  private final List<Exchange> exchanges = new ArrayList<>();
  private Cast cast;

  /**
   * Dresses up.
   *
   * @param redirectUri where the client that is registered here wants browsers back
   * @param clock the time that tokens go by
   */
  public Costume(Facts facts, String redirectUri, InstantSource clock) {
    this.facts = facts;
    this.registration = Registration.of(facts, redirectUri);
    this.clock = clock;
    this.cast = new Cast(new Stage(facts.on(today()), registration, clock));
  }

  /** The client that is registered here. */
  public Registration registration() {
    return registration;
  }

  /** The facts it plays. */
  public Facts facts() {
    return facts;
  }

  /** Answers as the provider would. */
  public Told answer(Asked asked) {
    lock.lock();
    try {
      if (!facts.on(today()).equals(stage().facts)) {
        cast = new Cast(new Stage(facts.on(today()), stage()));
      }
      String desk = cast.desk(asked);
      Told told = cast.answer(desk, asked);
      exchanges.add(new Exchange(desk, asked.method(), asked.address(), told.status()));
      return told;
    } finally {
      lock.unlock();
    }
  }

  /** What was asked that the facts do not allow, oldest first; nothing in it is secret. */
  public List<String> complaints() {
    lock.lock();
    try {
      return List.copyOf(stage().complaints);
    } finally {
      lock.unlock();
    }
  }

  /** Everything that was asked so far. */
  public List<Exchange> exchanges() {
    lock.lock();
    try {
      return List.copyOf(exchanges);
    } finally {
      lock.unlock();
    }
  }

  /** Where the provider's discovery begins, if it has one. */
  public Optional<String> issuer() {
    return facts.text("issuer").map(issuer -> Blanks.fill(issuer, stage().after()));
  }

  /** The newest access token. */
  public Optional<String> accessToken() {
    lock.lock();
    try {
      return newest().map(grant -> grant.accessToken).filter(text -> !text.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** Whether the newest consent came with a refresh token. */
  public boolean gaveRefreshToken() {
    lock.lock();
    try {
      return newest().filter(grant -> !grant.refreshTokens.isEmpty()).isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** Whether access tokens end. */
  public boolean tokensEnd() {
    return new GrantAnswer(stage()).ends();
  }

  /** Whether nothing that the provider says tells when an access token ends. */
  public boolean hidesTheEnd() {
    return tokensEnd() && stage().facts.on("lifecycle/expires_in_missing");
  }

  /** Whether access tokens are renewed by themselves, without a refresh token. */
  public boolean renewsAccessTokens() {
    return !stage().facts.text("refresh/style", "oauth").equals("oauth");
  }

  /** Whether there is a call that ends a grant, and everything that it needs is known. */
  public boolean revokes() {
    Facts facts = stage().facts;
    String style =
        facts.text("revocation/style", facts.has("revocation_endpoint") ? "rfc7009" : "none");
    return switch (style) {
      case "none" -> false;
      case "custom" -> {
        Map<String, String> values = new LinkedHashMap<>(stage().after());
        values.put("access_token", "");
        values.put("refresh_token", "");
        yield Blanks.isFilled(Blanks.fill(facts.need("revocation/url"), values));
      }
      default -> facts.has("revocation_endpoint");
    };
  }

  /** Whether the provider tells who consented, in what the entry says is to be asked. */
  public boolean tellsAccount() {
    boolean signsIn =
        registration.scopes().values().stream().anyMatch(scopes -> scopes.contains("openid"));
    boolean claims = facts.has("issuer") || facts.has("userinfo_endpoint");
    return facts.has("account_endpoint") || (claims && signsIn);
  }

  /** How long access tokens live, where they end. */
  public Duration life() {
    return new GrantAnswer(stage()).life();
  }

  /** What the entry says is to be kept of a connection, by its name there. */
  public Map<String, String> kept() {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String source : List.of("callback/keep", "token_response/keep", "after_connect/keep")) {
      stage()
          .facts
          .map(source)
          .keySet()
          .forEach(name -> kept.put(name, stage().after().getOrDefault(name, "")));
    }
    return kept;
  }

  /** Who consents here. */
  public Person person() {
    return Person.of(facts);
  }

  /** Whether any consent has not ended. */
  public boolean hasLiveGrant() {
    lock.lock();
    try {
      return stage().grants.stream().anyMatch(grant -> grant.codeSpent && !grant.dead);
    } finally {
      lock.unlock();
    }
  }

  /** The user takes the newest consent back. */
  public void withdraw() {
    lock.lock();
    try {
      newest().ifPresent(grant -> grant.dead = true);
    } finally {
      lock.unlock();
    }
  }

  /** From now on the client's credentials are refused, or are not any more. */
  public void refuseClient(boolean refused) {
    lock.lock();
    try {
      stage().clientRefused = refused;
    } finally {
      lock.unlock();
    }
  }

  /** From now on codes are worth nothing when they are spent, or are again. */
  public void refuseCodes(boolean refused) {
    lock.lock();
    try {
      stage().codesRefused = refused;
    } finally {
      lock.unlock();
    }
  }

  /** From now on codes are taken with any verifier, or are not any more. */
  public void ignoreVerifiers(boolean ignored) {
    lock.lock();
    try {
      stage().verifiersIgnored = ignored;
    } finally {
      lock.unlock();
    }
  }

  private Stage stage() {
    return cast.stage;
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private Optional<Grant> newest() {
    return stage().grants.isEmpty()
        ? Optional.empty()
        : Optional.of(stage().grants.get(stage().grants.size() - 1));
  }
}
