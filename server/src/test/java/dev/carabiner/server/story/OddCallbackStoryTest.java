package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider whose callback deviates in many ways at once, up to where the token call goes.
@Tag("real")
class OddCallbackStoryTest {
  private static final String ODD =
      """
          token_endpoint: http://127.0.0.1:${port}/token
          parameter_names: {callback.code: auth_code, callback.state: customField}
          variables: [{id: port, pattern: '[0-9]{1,5}', default: '9', from_callback: server, value_map: {'here': 'PORT', 'away': '9'}}]
          callback:
            strip_code_suffix: '#_'
            signature: {param: hmac, algorithm: hmac-sha256, key: '${client_secret}', over: 'all other query parameters, sorted'}
      """;

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            folder,
            settings -> settings,
            yaml -> {
              var issuer = yaml.lines().filter(line -> line.contains("issuer:")).findFirst();
              var port = URI.create(issuer.orElseThrow().replaceFirst(".*issuer: ", "")).getPort();
              return yaml.replace(
                  issuer.orElseThrow() + "\n",
                  issuer.orElseThrow() + "\n" + ODD.replace("PORT", "" + port));
            });
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_connection_comes_about_by_the_providers_own_rules() {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));

    var end = browser.get(odd(callback, "here", "provider-secret"));

    assertThat(Browser.location(end).getQuery()).doesNotContain("error");
    assertThat(house.read(started.text("session_id")).status()).isEqualTo(200);
  }

  @Test
  void a_callback_with_a_wrong_signature_spends_no_code() {
    var browser = new Browser();
    var callback = browser.callbackOf(house.link("sandbox", "56").text("url"));

    var end = browser.get(odd(callback, "here", "another-secret"));

    assertThat(Browser.location(end).getQuery()).contains("error=server_error");
    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).isEmpty();
  }

  @Test
  void the_standard_callback_leads_nowhere_there() {
    var browser = new Browser();
    var callback = browser.callbackOf(house.link("sandbox", "56").text("url"));

    assertThat(browser.get(callback).statusCode()).isEqualTo(400);
    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).isEmpty();
  }

  /// The standard callback as this provider would have sent it.
  private static String odd(String callback, String server, String secret) {
    var sent = new TreeMap<String, String>();
    for (var pair : URI.create(callback).getRawQuery().split("&"))
      sent.put(pair.split("=")[0], URLDecoder.decode(pair.split("=")[1], UTF_8));
    sent.put("auth_code", sent.remove("code") + "#_");
    sent.put("customField", sent.remove("state"));
    sent.put("server", server);
    sent.put("hmac", hmac(secret, joined(sent)));
    sent.replaceAll((name, value) -> URLEncoder.encode(value, UTF_8));
    return callback.substring(0, callback.indexOf('?') + 1) + joined(sent);
  }

  private static String joined(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(joining("&"));
  }

  private static String hmac(String key, String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
