package dev.carabiner.sandbox.costume;

import java.util.Optional;

/**
 * Calls that turn one access token into another: right after the code, or in place of a refresh.
 */
final class RenewalDesk {
  private final Stage stage;
  private final Facts facts;
  private final GrantAnswer answers;
  private final Refusal refusal;

  RenewalDesk(Stage stage) {
    this.stage = stage;
    this.facts = stage.facts;
    this.answers = new GrantAnswer(stage);
    this.refusal = new Refusal(facts);
  }

  boolean concerns(Asked asked) {
    return key(asked).isPresent();
  }

  Told answer(Asked asked) {
    String key = key(asked).orElseThrow();
    Given given = Given.query(asked.method().equals("GET") ? asked.query() : asked.body());
    Optional<Grant> found =
        stage.grants.stream()
            .filter(grant -> given.values().containsValue(grant.accessToken))
            .findFirst();
    if (found.isEmpty()) {
      stage.complain(key + " call: it has no access token that was given out");
      return refusal.of("invalid_request");
    }
    Grant grant = found.get();
    Expected expected = new Expected();
    facts
        .map(key + "/params")
        .forEach((name, template) -> expected.like(name, template, stage.with(grant)));
    Optional<String> wrong = expected.wrong(given);
    if (wrong.isPresent()) {
      stage.complain(key + " call: " + wrong.get());
      return refusal.of("invalid_request");
    }
    if (stage.clientRefused) {
      return refusal.of("invalid_client");
    }
    if (grant.dead || !grant.isAlive(grant.accessToken, stage.clock.instant())) {
      return refusal.of("invalid_grant");
    }
    return answers.next(grant, asked, false);
  }

  /** Which of the two a request is for, told apart by address and method and fixed parameters. */
  private Optional<String> key(Asked asked) {
    for (String key : new String[] {"exchange", "refresh"}) {
      Optional<String> url = facts.text(key + "/url");
      if (url.isPresent()
          && asked.method().equals(facts.text(key + "/method", "POST"))
          && asked.address().equals(Blanks.fill(url.get(), stage.after()))
          && asked.query().contains("grant_type=" + facts.map(key + "/params").get("grant_type"))) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
