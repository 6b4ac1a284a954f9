package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.ClientJwt;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Template;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Clients that show who they are with a JWT of their own (RFC 7523 section 3). What is stored as
/// their secret is the private key; what is sent is a new JWT each time.
final class SignedClient {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final RandomValues RANDOM = new RandomValues();

  private SignedClient() {}

  /// The client with its JWT in place of the key, for one call; any other client as it is.
  ///
  /// @throws IllegalStateException when what is stored is no key; see [#lacksKey]
  static OAuthClient of(OAuthClient client, Instant now) {
    var jwt = jwt(client);
    if (jwt.isEmpty() || client.clientSecret().isEmpty()) return client;
    var key =
        key(client)
            .orElseThrow(() -> new IllegalStateException("the client secret is not a private key"));
    return client.withSecret(Secret.of(signed(client, jwt.get(), key, now)));
  }

  /// Whether the client has to sign and has no key that it can sign with.
  static boolean lacksKey(OAuthClient client) {
    var jwt = jwt(client);
    if (jwt.isEmpty()) return false;
    var key = key(client);
    return key.isEmpty()
        || jwt.get().algorithm().filter(wanted -> wanted != algorithm(key.get())).isPresent();
  }

  private static Optional<ClientJwt> jwt(OAuthClient client) {
    var quirks = client.provider().provider().quirks();
    return quirks
        .find(Quirk.SelfMadeSecret.class)
        .map(Quirk.SelfMadeSecret::jwt)
        .or(() ->
            client.provider().clientAuthentication() == ClientAuthentication.PRIVATE_KEY_JWT
                ? Optional.of(
                    quirks
                        .find(Quirk.ClientAssertion.class)
                        .map(Quirk.ClientAssertion::jwt)
                        .orElse(ClientJwt.STANDARD))
                : Optional.empty());
  }

  private static Optional<PrivateKey> key(OAuthClient client) {
    return client
        .clientSecret()
        .flatMap(secret -> PemKey.parse(secret.reveal(Reveal.TO_THE_PROVIDER)));
  }

  private static ClientJwt.Algorithm algorithm(PrivateKey key) {
    return key instanceof ECPrivateKey ? ClientJwt.Algorithm.ES256 : ClientJwt.Algorithm.RS256;
  }

  private static String signed(OAuthClient client, ClientJwt jwt, PrivateKey key, Instant now) {
    var lifetime = jwt.maxLifetime().filter(most -> most.compareTo(LIFETIME) < 0).orElse(LIFETIME);
    var claims = Json.object();
    claims.put("iss", filled(jwt.issuer(), client).orElse(client.clientId()));
    claims.put("sub", filled(jwt.subject(), client).orElse(client.clientId()));
    claims.put("aud", filled(jwt.audience(), client).orElseGet(() -> audience(client)));
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(lifetime).getEpochSecond());
    claims.put("jti", RANDOM.next());
    try {
      var header = new JWSHeader.Builder(new JWSAlgorithm(algorithm(key).name()));
      filled(jwt.keyId(), client).ifPresent(header::keyID);
      var token = new JWSObject(header.build(), new Payload(Json.write(claims).getBytes(UTF_8)));
      token.sign(
          key instanceof ECPrivateKey curve ? new ECDSASigner(curve) : new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key that was read cannot sign", impossible);
    }
  }

  /// The authorization servers of MCP servers want to be called by their issuer; others by the
  /// address that the JWT goes to (RFC 7523 section 3, number 3).
  private static String audience(OAuthClient client) {
    return Optional.of(client.provider())
        .filter(provider -> provider.provider().quirks().has(Quirk.McpServer.class))
        .flatMap(provider -> provider.issuer().issuer())
        .orElseGet(() -> client.provider().tokenEndpoint().toString());
  }

  /// The client as it authenticates: one whose secret is a private key signs with it where the
  /// provider takes that and the entry says nothing else.
  static OAuthClient asItCan(OAuthClient client) {
    return client.provider().terms().signedClients() && key(client).isPresent()
        ? client.at(client.provider().authenticating(ClientAuthentication.PRIVATE_KEY_JWT))
        : client;
  }

  private static Optional<String> filled(Optional<Template> template, OAuthClient client) {
    return template.map(text -> text.fill(client.templateValues()));
  }
}
