package dev.carabiner.server.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a PostgreSQL database is and how one gets in.
///
/// @param hosts `host:port`, several separated by commas
/// @param database its name
/// @param user who we are there; empty for the driver's own choice
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

  private static final String DRIVER = "jdbc:postgresql:";
  private static final Set<String> OURS = Set.of("user", "password", "prepareThreshold");

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
    return new PostgresAddress(
        hosts,
        decode(path.substring(1)),
        user,
        password,
        parameters(Optional.ofNullable(uri.getRawQuery()).orElse("")));
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (var pair : query.split("&", -1)) {
      if (pair.isEmpty()) continue;
      var equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (equals < 0 || OURS.contains(name) || !isKnown(name))
        throw wrong("the parameter " + name + " cannot be used");
      parameters.put(name, decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static boolean isKnown(String parameter) {
    try {
      var driver = DriverManager.getDriver(DRIVER);
      return Arrays.stream(driver.getPropertyInfo(DRIVER, new Properties()))
          .anyMatch(known -> known.name.equals(parameter));
    } catch (SQLException noDriver) {
      throw new IllegalStateException("This program lacks the PostgreSQL driver", noDriver);
    }
  }

  /// The same for the driver, without who we are.
  String jdbc() {
    return DRIVER + "//" + hosts + "/" + URLEncoder.encode(database, UTF_8);
  }

  /// Who we are and how the driver is to behave: these defaults, which the address's own parameters
  /// override.
  Properties properties(Map<String, String> defaults) {
    var properties = new Properties();
    if (!user.isEmpty()) properties.setProperty("user", user);
    password.ifPresent(
        secret -> properties.setProperty("password", secret.reveal(Reveal.TO_THE_PROVIDER)));
    defaults.forEach(properties::setProperty);
    parameters.forEach(properties::setProperty);
    return properties;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
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
