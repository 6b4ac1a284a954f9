package dev.carabiner.server.m2m;

import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Request;
import dev.carabiner.vault.Secret;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The id and secret that a client shows (RFC 6749 section 2.3.1), in the header or in the body.
///
/// @param id as sent
/// @param secret as sent
record ClientCredentials(String id, Secret secret) {
  private static final Pattern BASIC = Pattern.compile("(?i:basic) +([A-Za-z0-9+/_-]+={0,2})");

  /// The credentials of a request; empty when a part is missing.
  ///
  /// @throws Problem 400 when they cannot be read, stand twice, or stand in both places
  static Optional<ClientCredentials> of(Request request, Parameters form) {
    var header = request.header("Authorization");
    var id = form.one("client_id").filter(value -> !value.isEmpty());
    var secret = form.one("client_secret").filter(value -> !value.isEmpty());
    if (header.isEmpty())
      return id.flatMap(
          named -> secret.map(shown -> new ClientCredentials(named, Secret.of(shown))));
    if (secret.isPresent())
      throw Problem.invalidRequest("the client shows its secret in the header and in the body");
    var basic = basic(header.get());
    if (id.isPresent() && !id.get().equals(basic.id()))
      throw Problem.invalidRequest("client_id is another one than in the header");
    return Optional.of(basic);
  }

  private static ClientCredentials basic(String header) {
    var matcher = BASIC.matcher(header);
    if (!matcher.matches()) throw unreadable();
    var pair = decoded(matcher.group(1));
    var colon = pair.indexOf(':');
    if (colon < 0) throw unreadable();
    return new ClientCredentials(
        Parameters.decode(pair.substring(0, colon)),
        Secret.of(Parameters.decode(pair.substring(colon + 1))));
  }

  private static String decoded(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException notBase64) {
      throw unreadable();
    }
  }

  private static Problem unreadable() {
    return Problem.invalidRequest("header Authorization is no Basic client authentication");
  }
}
