package dev.carabiner.sandbox.costume;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One provider, played from its facts. Safe for several threads. */
public final class Costume {
  private final ReentrantLock lock = new ReentrantLock();
  private final Stage stage;
  private final ConsentDesk consent;
  private final TokenDesk token;
  private final RenewalDesk renewal;
  private final CareDesk care;
  private final ResourceDesk resource;
  private final List<Exchange> exchanges = new ArrayList<>();

  /**
   * Dresses up.
   *
   * @param redirectUri where the client that is registered here wants browsers back
   * @param clock the time that tokens go by
   */
  public Costume(Facts facts, String redirectUri, InstantSource clock) {
    this.stage = new Stage(facts, Registration.of(facts, redirectUri), clock);
    this.consent = new ConsentDesk(stage);
    this.token = new TokenDesk(stage);
    this.renewal = new RenewalDesk(stage);
    this.care = new CareDesk(stage);
    this.resource = new ResourceDesk(stage);
  }

  /** The client that is registered here. */
  public Registration registration() {
    return stage.registration;
  }

  /** The facts it plays. */
  public Facts facts() {
    return stage.facts;
  }

  /** Answers as the provider would. */
  public Told answer(Asked asked) {
    lock.lock();
    try {
      String desk = "nowhere";
      Told told;
      if (consent.concerns(asked)) {
        desk = "authorize";
        told = consent.answer(asked);
      } else if (care.concerns(asked)) {
        desk = "care";
        told = care.answer(asked);
      } else if (renewal.concerns(asked)) {
        desk = "renew";
        told = renewal.answer(asked);
      } else if (token.concerns(asked)) {
        desk = "token";
        told = token.answer(asked);
      } else if (resource.concerns(asked)) {
        desk = "resource";
        told = resource.answer(asked);
      } else {
        stage.complain("there is nothing at " + asked);
        told = Told.json(404, Map.of("error", "not_found"));
      }
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
      return List.copyOf(stage.complaints);
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

  /** The newest access token. */
  public Optional<String> accessToken() {
    lock.lock();
    try {
      return newest().map(grant -> grant.accessToken).filter(text -> !text.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** Whether an access token works at the provider. */
  public boolean accepts(String accessToken) {
    lock.lock();
    try {
      return stage.grantOf(accessToken).isPresent();
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
    return new GrantAnswer(stage).ends();
  }

  /** Whether nothing that the provider says tells when an access token ends. */
  public boolean hidesTheEnd() {
    return tokensEnd() && stage.facts.on("lifecycle/expires_in_missing");
  }

  /** Whether access tokens are renewed by themselves, without a refresh token. */
  public boolean renewsAccessTokens() {
    return !stage.facts.text("refresh/style", "oauth").equals("oauth");
  }

  /** Whether there is a call that ends a grant, and everything that it needs is known. */
  public boolean revokes() {
    Facts facts = stage.facts;
    String style =
        facts.text("revocation/style", facts.has("revocation_endpoint") ? "rfc7009" : "none");
    return switch (style) {
      case "none" -> false;
      case "custom" -> {
        Map<String, String> values = new LinkedHashMap<>(stage.after());
        values.put("access_token", "");
        values.put("refresh_token", "");
        yield Blanks.isFilled(Blanks.fill(facts.need("revocation/url"), values));
      }
      default -> facts.has("revocation_endpoint");
    };
  }

  /** Whether the provider tells who consented, in what the entry says is to be asked. */
  public boolean tellsAccount() {
    return stage.facts.has("account_endpoint")
        || (stage.facts.has("issuer") || stage.facts.has("userinfo_endpoint"))
            && stage.registration.scopes().values().stream()
                .anyMatch(scopes -> scopes.contains("openid"));
  }

  /** How long access tokens live, where they end. */
  public Duration life() {
    return new GrantAnswer(stage).life();
  }

  /** What the entry says is to be kept of a connection, by its name there. */
  public Map<String, String> kept() {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String source : List.of("callback/keep", "token_response/keep", "after_connect/keep")) {
      stage
          .facts
          .map(source)
          .keySet()
          .forEach(name -> kept.put(name, stage.after().getOrDefault(name, "")));
    }
    return kept;
  }

  /** Who consents here. */
  public Person person() {
    return Person.of(stage.facts);
  }

  /** The user takes every consent back. */
  public void withdraw() {
    lock.lock();
    try {
      stage.grants.forEach(grant -> grant.dead = true);
    } finally {
      lock.unlock();
    }
  }

  /** From now on the client's credentials are refused, or are not any more. */
  public void refuseClient(boolean refused) {
    lock.lock();
    try {
      stage.clientRefused = refused;
    } finally {
      lock.unlock();
    }
  }

  /** From now on codes are worth nothing when they are spent, or are again. */
  public void refuseCodes(boolean refused) {
    lock.lock();
    try {
      stage.codesRefused = refused;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Grant> newest() {
    return stage.grants.isEmpty()
        ? Optional.empty()
        : Optional.of(stage.grants.get(stage.grants.size() - 1));
  }
}
