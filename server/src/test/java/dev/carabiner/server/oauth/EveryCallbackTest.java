package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.providers.CallbackQuirk;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.server.providers.Variable;
import dev.carabiner.server.providers.Variable.InCallback;
import dev.carabiner.vault.Secret;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of the callback of every provider, in each of its environments, whatever is known of
/// its issuer.
class EveryCallbackTest {
  private static final String ISSUER = "https://issuer.example";
  private static final String SECRET = "the secret&";
  private static final List<String> VALUES =
      List.of("acme", "acme.example", "1", "com", "eu", "00000000-0000-0000-0000-000000000000");

  /// One entry that has every deviation at once, so that each is met whatever the catalogue holds.
  private static final String ODDEST =
      """
      id: example-oddest
      name: Example
      authorization_endpoint: https://${shop}.odd.${dc}/a
      token_endpoint: https://${shop}.odd.${dc}/t
      parameter_names: {callback.code: auth_code, state: customField}
      callback:
        method: POST
        keep: {team: teamId}
        signature: {param: hmac, algorithm: hmac-sha256, key: '${client_secret}', over: 'all other query parameters, sorted'}
        strip_code_suffix: '#_'
        token_host_from: server
        granted_scope: scope
        error_param: error_reason
      variables:
        - {id: shop, pattern: '[a-z]+', verify_callback: shop}
        - {id: dc, pattern: com|eu, default: com, from_callback: location, value_map: {us: com, eu: eu}}
      environments: {sandbox: {authorization_endpoint: 'https://${shop}.sandbox.${dc}/a'}}
      """;

  static Stream<Provider> providers() {
    var builtIn = Catalogue.builtIn();
    return Stream.concat(
        builtIn.all().stream(), Stream.of(new ProviderReader(builtIn).read(ODDEST, "test")));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void a_callback_is_believed_only_whole(Provider provider) {
    for (var expected : settings(provider)) {
      var good = good(expected);
      assertThat(read(good, expected)).isInstanceOf(CallbackAnswer.Code.class);
      var code = provider.quirks().parameterNames().inCallback("code");

      assertUntrusted(signed(without(good, code), expected), expected);
      assertUntrusted(signed(with(good, code, ""), expected), expected);
      assertUntrusted(signed(with(good, code, "a\nb"), expected), expected);
      if (expected.issuer().issuer().isPresent())
        assertUntrusted(signed(with(good, "iss", ISSUER + "/"), expected), expected);
      if (expected.issuer().promised())
        assertUntrusted(signed(without(good, "iss"), expected), expected);
      for (var name : CallbackNames.errors(provider))
        assertThat(read(signed(with(good, name, "access_denied"), expected), expected))
            .isEqualTo(new CallbackAnswer.Denied("access_denied"));
      signatureOf(provider)
          .ifPresent(signature -> {
            assertUntrusted(without(good, signature), expected);
            assertUntrusted(with(good, signature, "0".repeat(64)), expected);
            assertUntrusted(with(good, "added", "x"), expected);
            assertUntrusted(with(good, code, "other"), expected);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatever_comes_is_read(Provider provider) {
    var random = new Random(20261124);
    var junk =
        List.of(
            "", " ", "a", "é", "\u0000", "\ud800", "%", "&=", "https://", "//a", "x".repeat(5000));
    for (var expected : settings(provider)) {
      var names = new ArrayList<>(CallbackNames.of(provider).names());
      names.addAll(List.of("hmac", "unknown"));
      names.sort(null);
      for (var round = 0; round < 50; round++) {
        var parameters = new HashMap<>(random.nextBoolean() ? good(expected) : Map.of());
        for (var name : names)
          if (random.nextInt(3) == 0) parameters.put(name, junk.get(random.nextInt(junk.size())));
        var sent = random.nextBoolean() ? signed(parameters, expected) : parameters;

        switch (read(sent, expected)) {
          case CallbackAnswer.Code(_, var kept, var variables, _) -> {
            assertThat(kept.values()).allMatch(value -> value.length() <= 2048);
            variables.forEach((id, value) ->
                assertThat(provider.addresses().variable(id).orElseThrow().accepts(value))
                    .isTrue());
          }
          case CallbackAnswer.Denied(var error) -> assertThat(error).matches("[a-z_]+");
          case CallbackAnswer.Untrusted(var why) -> assertThat(why).matches("[ -~]+");
        }
      }
    }
  }

  private static List<ExpectedCallback> settings(Provider provider) {
    var environments = new ArrayList<Optional<String>>();
    environments.add(Optional.empty());
    provider
        .addresses()
        .environments()
        .keySet()
        .forEach(name -> environments.add(Optional.of(name)));
    var all = new ArrayList<ExpectedCallback>();
    for (var environment : environments)
      for (var issuer :
          List.of(
              new ExpectedIssuer(Optional.empty(), false),
              new ExpectedIssuer(Optional.of(ISSUER), false),
              new ExpectedIssuer(Optional.of(ISSUER), true)))
        all.add(
            new ExpectedCallback(
                provider,
                issuer,
                provider.addresses().endpointsIn(environment),
                values(provider),
                Optional.of(Secret.of(SECRET))));
    return all;
  }

  /// A value for every variable; one whose pattern takes none of ours stays unknown.
  private static Map<String, String> values(Provider provider) {
    var values = new HashMap<String, String>();
    for (var variable : provider.addresses().variables())
      variable
          .preset()
          .or(() -> fitting(variable))
          .ifPresent(value -> values.put(variable.id(), value));
    return values;
  }

  private static Optional<String> fitting(Variable variable) {
    return VALUES.stream().filter(variable::accepts).findFirst();
  }

  private static Map<String, String> good(ExpectedCallback expected) {
    var provider = expected.provider();
    var quirks = provider.quirks();
    var good = new HashMap<String, String>();
    quirks
        .find(CallbackQuirk.KeptFromCallback.class)
        .ifPresent(kept -> kept.parameters().values().forEach(name -> good.put(name, "kept")));
    var told = new HashMap<String, String>();
    for (var variable : provider.addresses().variables())
      variable
          .callback()
          .ifPresent(callback -> {
            switch (callback) {
              case InCallback.Told(var name, var words) -> {
                var word = words.keySet().stream().sorted().findFirst();
                good.put(name, word.or(() -> fitting(variable)).orElseThrow());
                told.put(variable.id(), word.map(words::get).orElse(good.get(name)));
              }
              case InCallback.Agrees(var name) ->
                  good.put(name, expected.host(Endpoint.AUTHORIZATION, Map.of()).orElseThrow());
            }
          });
    quirks
        .find(CallbackQuirk.TokenHostFromCallback.class)
        .filter(rule -> good.getOrDefault(rule.parameter(), "kept").equals("kept"))
        .ifPresent(rule ->
            good.put(
                rule.parameter(), "https://" + expected.host(Endpoint.TOKEN, told).orElseThrow()));
    good.put(quirks.parameterNames().inCallback("code"), "the-code");
    if (expected.issuer().promised()) good.put("iss", ISSUER);
    return signed(good, expected);
  }

  private static Optional<String> signatureOf(Provider provider) {
    return provider
        .quirks()
        .find(CallbackQuirk.SignedCallback.class)
        .map(CallbackQuirk.SignedCallback::parameter);
  }

  /// The same with the signature that it needs.
  private static Map<String, String> signed(
      Map<String, String> parameters, ExpectedCallback expected) {
    var name = signatureOf(expected.provider());
    if (name.isEmpty()) return parameters;
    var others = new TreeMap<>(parameters);
    others.remove(name.get());
    var message =
        others.entrySet().stream()
            .map(pair ->
                pair.getKey() + "=" + pair.getValue().replace("%", "%25").replace("&", "%26"))
            .collect(joining("&"));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return with(
          others, name.get(), HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8))));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Map<String, String> with(Map<String, String> all, String name, String value) {
    var copy = new HashMap<>(all);
    copy.put(name, value);
    return copy;
  }

  private static Map<String, String> without(Map<String, String> all, String name) {
    var copy = new HashMap<>(all);
    copy.remove(name);
    return copy;
  }

  private static CallbackAnswer read(Map<String, String> sent, ExpectedCallback expected) {
    return CallbackReader.read(sent, expected);
  }

  private static void assertUntrusted(Map<String, String> sent, ExpectedCallback expected) {
    assertThat(read(sent, expected)).isInstanceOf(CallbackAnswer.Untrusted.class);
  }
}
