package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider whose codes, tokens and API are bound to keys. It checks every proof, and wants the
/// nonce of the moment in each. Its API is at `/me`.
final class ProofDouble implements AutoCloseable {
  final List<String> tokenCalls = new CopyOnWriteArrayList<>();
  final List<String> apiCalls = new CopyOnWriteArrayList<>();
  final String url;
  volatile String nonce = "n1";
  volatile String tokenType = "DPoP";

  /// Whether requests for tokens end without an answer, once their nonce is right.
  volatile boolean cutting;

  private final Map<String, String> keyOf = new ConcurrentHashMap<>();
  private final Set<String> proofs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger given = new AtomicInteger();
  private final HttpServer server;

  ProofDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.createContext("/me", this::me);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var query = form(exchange.getRequestURI().getRawQuery());
    keyOf.put("code", query.getOrDefault("dpop_jkt", "none"));
    var target = query.get("redirect_uri") + "?code=code&state=" + query.get("state");
    exchange.getResponseHeaders().add("Location", target);
    reply(exchange, 302, "");
  }

  private void token(HttpExchange exchange) throws IOException {
    var body = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var proof = proof(exchange, Optional.empty());
    tokenCalls.add(body.get("grant_type") + " " + proof.word());
    switch (proof.word()) {
      case "good" -> {
        if (cutting) {
          exchange.close();
          return;
        }
        var spent = body.getOrDefault("code", body.getOrDefault("refresh_token", ""));
        if (!proof.key().equals(keyOf.remove(spent))) {
          reply(exchange, 400, "{\"error\":\"invalid_grant\"}");
          return;
        }
        var number = given.incrementAndGet();
        keyOf.put("access-" + number, proof.key());
        keyOf.put("refresh-" + number, proof.key());
        reply(
            exchange,
            200,
            "{\"access_token\":\"access-%1$d\",\"refresh_token\":\"refresh-%1$d\",\"token_type\":\"%2$s\",\"expires_in\":60}"
                .formatted(number, tokenType));
      }
      default -> reply(exchange, 400, "{\"error\":\"" + proof.word() + "\"}");
    }
  }

  private void me(HttpExchange exchange) throws IOException {
    var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    var token = authorization.startsWith("DPoP ") ? authorization.substring(5) : "none";
    var proof = proof(exchange, Optional.of(token));
    var word = proof.key().equals(keyOf.get(token)) ? proof.word() : "invalid_token";
    apiCalls.add(word);
    if (word.equals("good")) {
      reply(exchange, 200, "{\"sub\":\"ada\"}");
      return;
    }
    exchange.getResponseHeaders().add("WWW-Authenticate", "DPoP error=\"" + word + "\"");
    reply(exchange, 401, "{}");
  }

  private record Proof(String word, String key) {}

  private Proof proof(HttpExchange exchange, Optional<String> accessToken) {
    var header = exchange.getRequestHeaders().getFirst("DPoP");
    if (header == null) return new Proof("invalid_dpop_proof", "none");
    try {
      var proof = JWSObject.parse(header);
      var key = ECKey.parse(proof.getHeader().getJWK().toJSONObject());
      var claims = Json.parseObject(proof.getPayload().toString()).orElseThrow();
      var uri = url + exchange.getRequestURI().getPath();
      var isGood =
          proof.verify(new ECDSAVerifier(key))
              && !key.isPrivate()
              && proof.getHeader().getType().getType().equals("dpop+jwt")
              && claims.path("htm").asString().equals(exchange.getRequestMethod())
              && claims.path("htu").asString().equals(uri)
              && claims
                  .path("ath")
                  .asString("")
                  .equals(accessToken.map(Sha256::base64url).orElse(""))
              && proofs.add(claims.path("jti").asString());
      var word =
          !isGood
              ? "invalid_dpop_proof"
              : claims.path("nonce").asString("").equals(nonce) ? "good" : "use_dpop_nonce";
      return new Proof(word, key.computeThumbprint().toString());
    } catch (ParseException | JOSEException broken) {
      return new Proof("invalid_dpop_proof", "none");
    }
  }

  private void reply(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("DPoP-Nonce", nonce);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> form(String text) {
    var values = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var halves = pair.split("=", 2);
      if (halves.length == 2)
        values.put(URLDecoder.decode(halves[0], UTF_8), URLDecoder.decode(halves[1], UTF_8));
    }
    return values;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
