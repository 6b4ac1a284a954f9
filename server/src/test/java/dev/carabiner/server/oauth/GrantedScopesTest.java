package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.providers.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What providers answer in `scope`, and what was granted by it, in the names asked for.
class GrantedScopesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          google       | openid email profile | https://www.googleapis.com/auth/userinfo.email openid https://www.googleapis.com/auth/userinfo.profile | email openid profile
          google       | openid email | openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/userinfo.profile | openid email https://www.googleapis.com/auth/userinfo.profile
          google       | https://www.googleapis.com/auth/userinfo.email | https://www.googleapis.com/auth/userinfo.email | https://www.googleapis.com/auth/userinfo.email
          google       | email https://www.googleapis.com/auth/userinfo.email | https://www.googleapis.com/auth/userinfo.email | email https://www.googleapis.com/auth/userinfo.email
          google       | email https://www.googleapis.com/auth/calendar | https://www.googleapis.com/auth/userinfo.email | email
          google       | profile email | email | email
          google-drive | openid email | https://www.googleapis.com/auth/userinfo.email openid | email openid
          microsoft    | openid profile offline_access User.Read | openid profile User.Read | openid profile User.Read offline_access
          microsoft    | openid profile email offline_access Mail.Read | Mail.Read | Mail.Read openid profile email offline_access
          microsoft    | User.Read | User.Read openid | User.Read openid
          microsoft    | offline_access User.Read Mail.Read | User.Read | User.Read offline_access
          github       | user gist user:email | user,gist | user gist user:email
          github       | repo public_repo read:user | repo,read:user | repo read:user public_repo
          github       | admin:org read:org | admin:org | admin:org read:org
          github       | repo read:org | repo | repo
          github       | public_repo repo | public_repo | public_repo
          gitlab       | read_user api | read_user | read_user
          discord      | identify email | email identify | email identify
          patreon      | identity identity[email] | identity | identity
          """)
  void a_provider_is_read_in_the_names_asked_for(
      String provider, String requested, String answered, String granted) {
    var quirks = Catalogue.builtIn().find(provider).orElseThrow().quirks();
    var body = "{\"access_token\":\"TT-1\",\"scope\":\"" + answered + "\"}";

    var reply =
        new TokenAnswers(quirks, words(requested))
            .read(TestProviders.answer(200, body), TestProviders.NOW);

    assertThat(reply)
        .isInstanceOfSatisfying(
            TokenReply.Granted.class,
            done -> assertThat(done.grant().scopes()).contains(words(granted)));
  }

  @Test
  void an_answer_that_says_nothing_of_scopes_stays_silent() {
    var quirks = Catalogue.builtIn().find("microsoft").orElseThrow().quirks();

    var reply =
        new TokenAnswers(quirks, List.of("offline_access"))
            .read(TestProviders.answer(200, "{\"access_token\":\"TT-1\"}"), TestProviders.NOW);

    assertThat(reply)
        .isInstanceOfSatisfying(
            TokenReply.Granted.class, done -> assertThat(done.grant().scopes()).isEmpty());
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
