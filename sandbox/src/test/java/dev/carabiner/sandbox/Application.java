package dev.carabiner.sandbox;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An application that talks to a sandbox over HTTP, as any OAuth client does. */
final class Application {
  static final String CALLBACK = "http://127.0.0.1:9500/callback";
  static final String VERIFIER = "a-code-verifier-that-is-long-enough-for-the-standard";
  static final String ID = "sandbox-client";
  static final String SECRET = "sandbox-secret";
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String base;

  Application(Sandbox sandbox) {
    this.base = sandbox.issuer().toString();
  }

  record Reply(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    Map<String, Object> json() {
      try {
        return JSONObjectUtils.parse(body());
      } catch (ParseException e) {
        throw new AssertionError("not JSON: " + body(), e);
      }
    }

    String text(String member) {
      return String.valueOf(json().get(member));
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The query of the address that the browser is sent to. */
    Parameters redirect() {
      return Parameters.parse(URI.create(header("Location")).getRawQuery());
    }
  }

  static SandboxSettings automatic() {
    return SandboxSettings.defaults().withAutomaticConsent(true);
  }

  /** A good authorization request for these scopes. */
  static Map<String, String> request(String scope) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", ID);
    request.put("redirect_uri", CALLBACK);
    request.put("scope", scope);
    request.put("state", "st&te");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    return request;
  }

  static String challenge() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Opaque.sha256(VERIFIER));
  }

  Reply authorize(Map<String, String> request) {
    return get("/authorize?" + encode(request));
  }

  String code(String scope) {
    Reply reply = authorize(request(scope));
    return reply
        .redirect()
        .first("code")
        .orElseThrow(() -> new AssertionError(reply.header("Location")));
  }

  static Map<String, String> exchange(String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", CALLBACK);
    form.put("code_verifier", VERIFIER);
    return form;
  }

  /** Connects; the answer of the code exchange. */
  Reply connect(String scope) {
    return token(exchange(code(scope)));
  }

  Reply refresh(String refreshToken) {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  Reply token(Map<String, String> form) {
    return form("/token", form);
  }

  /** A form sent with the client's credentials in a Basic header. */
  Reply form(String path, Map<String, String> form) {
    return form(path, Optional.of(basic(ID, SECRET)), encode(form));
  }

  Reply form(String path, Optional<String> authorization, String encoded) {
    HttpRequest.Builder request =
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return send(request);
  }

  /** As curl sends it, which calls every body a form. */
  Reply control(String act, String json) {
    return form("/control/" + act, Optional.empty(), json);
  }

  Reply me(String accessToken) {
    return send(to("/api/me").header("Authorization", "Bearer " + accessToken));
  }

  Reply get(String path) {
    return send(to(path));
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(sending(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HttpResponse<String> sending(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String basic(String id, String secret) {
    String pair = urlEncode(id) + ":" + urlEncode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> urlEncode(entry.getKey()) + "=" + urlEncode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String urlEncode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
