package dev.carabiner.server.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/// Where a PostgreSQL database is and how one gets in.
///
/// @param hosts `host:port`, several separated by commas
/// @param database its name
/// @param user who we are there
/// @param password absent where the server asks for none
/// @param parameters further settings of the driver, such as `sslmode`
public record PostgresAddress(
    String hosts,
    String database,
    String user,
    Optional<Secret> password,
    Map<String, String> parameters) {
  private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?";
  private static final Pattern HOSTS = Pattern.compile(HOST + "(," + HOST + ")*");

  public PostgresAddress {
    parameters = Map.copyOf(parameters);
  }

  /// Reads `postgresql://user:password@host:port/database?parameters`.
  ///
  /// @throws IllegalArgumentException naming what is wrong, never quoting the text
  public static PostgresAddress parse(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException problem) {
      throw wrong(
          "it is not a URL; characters such as @ / # and % in a password are written in"
              + " percent form");
    }
    var authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
    var at = authority.lastIndexOf('@');
    var hosts = authority.substring(at + 1);
    var who = at < 0 ? "" : authority.substring(0, at);
    var colon = who.indexOf(':');
    var user = decode(colon < 0 ? who : who.substring(0, colon));
    var password =
        colon < 0
            ? Optional.<Secret>empty()
            : Optional.of(Secret.of(decode(who.substring(colon + 1))));
    var path = Optional.ofNullable(uri.getRawPath()).orElse("");
    if (user.isEmpty()) throw wrong("the user is missing");
    if (!HOSTS.matcher(hosts).matches()) throw wrong("the host is missing or malformed");
    if (!path.matches("/[^/]+")) throw wrong("the database's name is missing or malformed");
    return checked(
        new PostgresAddress(
            hosts,
            decode(path.substring(1)),
            user,
            password,
            parameters(Optional.ofNullable(uri.getRawQuery()).orElse(""))));
  }

  private static PostgresAddress checked(PostgresAddress address) {
    var source = new PGSimpleDataSource();
    address.parameters.forEach((name, value) -> set(source, name, value));
    return address;
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (var pair : query.split("&")) {
      if (pair.isEmpty()) continue;
      var equals = pair.indexOf('=');
      if (equals < 1) throw wrong("a parameter has no value");
      parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  /// A source of connections with these defaults; the address's own parameters win.
  PGSimpleDataSource source(Map<String, String> defaults) {
    var source = new PGSimpleDataSource();
    var settings = new LinkedHashMap<>(defaults);
    settings.putAll(parameters);
    source.setUrl("jdbc:postgresql://" + hosts + "/" + encode(database));
    settings.forEach((name, value) -> set(source, name, value));
    source.setUser(user);
    password.ifPresent(secret -> source.setPassword(secret.reveal(Reveal.TO_THE_PROVIDER)));
    return source;
  }

  private static void set(PGSimpleDataSource source, String name, String value) {
    try {
      source.setProperty(name, value);
    } catch (SQLException | IllegalArgumentException unknown) {
      throw wrong("the parameter " + name + " cannot be used");
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        what + "; allowed: postgresql://user:password@host:port/database");
  }

  /// Without the password.
  @Override
  public String toString() {
    return "postgresql://" + hosts + "/" + database;
  }
}
