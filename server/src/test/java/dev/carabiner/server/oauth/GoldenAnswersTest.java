package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.EntryWords;
import dev.carabiner.server.providers.TestedBy;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each provider with a hand-checked case answers, and what that has to mean.
class GoldenAnswersTest {
  static List<String> cases() {
    return GoldenCase.ids();
  }

  @Test
  void every_entry_of_full_depth_has_a_case_and_the_program_tells_which_have_one() {
    var catalogue = Catalogue.builtIn();
    assertThat(GoldenCase.ids())
        .containsAll(
            catalogue.ids().stream()
                .filter(id -> isFull(new EntryWords(catalogue.entry(id).orElseThrow())))
                .toList());
    assertThat(catalogue.ids().stream().filter(GoldenAnswersTest::isHandChecked))
        .containsExactlyElementsOf(GoldenCase.ids());
  }

  private static boolean isFull(EntryWords words) {
    return words.text("depth").filter("full"::equals).isPresent();
  }

  private static boolean isHandChecked(String id) {
    return TestedBy.builtIn().of(id).contains("hand-checked");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_answer_means_what_it_should(String id) {
    var one = GoldenCase.of(id);
    assertThat(one.answers()).as("a grant and an error").hasSizeGreaterThanOrEqualTo(2);
    for (var answer : one.answers()) {
      var came =
          TestProviders.answer(
              answer.status(), answer.body(), Map.of("content-type", answer.type()));
      var reply =
          new TokenAnswers(one.provider().quirks(), one.asked(), answer.token())
              .read(came, TestProviders.NOW);
      assertThat(shown(reply)).as(answer.body()).isEqualTo(new TreeMap<>(answer.means()));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_callback_tells_what_it_should(String id) {
    var one = GoldenCase.of(id);
    if (one.callback().isEmpty()) return;
    var parameters = new TreeMap<>(one.callback());
    parameters.put(one.provider().quirks().parameterNames().inCallback("code"), "c");
    var answer =
        CallbackReader.read(
            parameters,
            new ExpectedCallback(
                one.provider(),
                new ExpectedIssuer(Optional.empty(), false),
                one.provider().addresses().endpoints(),
                one.variables(),
                Optional.of(Secret.of("the secret&"))));

    assertThat(answer).isInstanceOf(CallbackAnswer.Code.class);
    var code = (CallbackAnswer.Code) answer;
    var told = new TreeMap<String, String>();
    code.kept().forEach((name, value) -> told.put("kept." + name, open(value)));
    code.variables().forEach((name, value) -> told.put("kept." + name, value));
    code.grantedScopes().ifPresent(scopes -> told.put("scopes", String.join(" ", scopes)));
    assertThat(told).isEqualTo(new TreeMap<>(one.tells()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_look_up_and_the_profile_tell_what_they_should(String id) {
    var one = GoldenCase.of(id);
    one.lookup()
        .ifPresent(told -> {
          var choice =
              new LookupCall(wire(told), TestProviders.CLOCK).of(one.client(), grant(one.kept()));
          var found = new TreeMap<String, String>();
          choice
              .candidates()
              .getFirst()
              .kept()
              .forEach((name, value) -> found.put(name, open(value)));
          assertThat(found).isEqualTo(new TreeMap<>(told.means()));
        });
    one.profile()
        .ifPresent(told -> {
          var client = one.client().speakingFor(one.kept());
          var found = new TreeMap<String, String>();
          new AccountLookup(wire(told), TestProviders.CLOCK)
              .find(client, grant(one.kept()), one.asked(), Optional.empty())
              .ifPresent(account -> {
                found.put("id", account.id());
                account.name().ifPresent(name -> found.put("name", name));
                account.email().ifPresent(email -> found.put("email", email));
              });
          assertThat(found).isEqualTo(new TreeMap<>(told.means()));
        });
  }

  private static TestProviders.Recording wire(GoldenCase.Told told) {
    return new TestProviders.Recording(TestProviders.answer(200, told.body()));
  }

  private static Grant grant(KeptValues kept) {
    return new Grant(
        Secret.of("the-access-token"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        kept.values(),
        Optional.empty());
  }

  private static Map<String, String> shown(TokenReply reply) {
    return switch (reply) {
      case TokenReply.Granted(var grant) -> shown(grant);
      case TokenReply.Dead(var error) -> Map.of("outcome", "dead " + error);
      case TokenReply.OursIsWrong(var error) -> Map.of("outcome", "ours " + error);
      case TokenReply.Refused(var error) -> Map.of("outcome", "refused " + error);
      case TokenReply.NotDone _ -> Map.of("outcome", "later");
      case TokenReply.InDoubt _ -> Map.of("outcome", "in doubt");
    };
  }

  private static Map<String, String> shown(Grant grant) {
    var told = new TreeMap<String, String>();
    told.put("access_token", open(grant.accessToken()));
    grant.refreshToken().ifPresent(token -> told.put("refresh_token", open(token)));
    grant.lifetime().ifPresent(life -> told.put("lifetime", String.valueOf(life.toSeconds())));
    grant
        .refreshLifetime()
        .ifPresent(life -> told.put("refresh_lifetime", String.valueOf(life.toSeconds())));
    grant.scopes().ifPresent(scopes -> told.put("scopes", String.join(" ", scopes)));
    grant.kept().forEach((name, value) -> told.put("kept." + name, open(value)));
    return told;
  }

  private static String open(Secret secret) {
    return secret.reveal(Reveal.TO_COMPARE);
  }
}
