package dev.carabiner.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the settings that are URLs. What is kept is the text as it stands, never a normal form:
/// URLs are compared byte for byte.
final class UrlValues {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final String SQLITE = "sqlite:";
  private static final Pattern DATABASE = Pattern.compile("/[^/]+");
  private static final int POSTGRESQL_PORT = 5432;
  private static final int HIGHEST_PORT = 65535;

  private UrlValues() {}

  static String base(YamlTree tree) {
    var text = Values.one(tree);
    if (text.endsWith("/")) throw Values.wrong(tree, "ends with a slash");
    var uri = web(tree, text);
    if (!uri.getRawPath().isEmpty()) throw Values.wrong(tree, "has a path");
    if (uri.getRawQuery() != null) throw Values.wrong(tree, "has a query");
    return text;
  }

  static String callback(YamlTree tree) {
    var text = Values.one(tree);
    var uri = web(tree, text);
    if (uri.getScheme().equals("http") && !LOOPBACK.contains(uri.getHost()))
      throw Values.wrong(tree, "is plain http and not on loopback");
    return text;
  }

  /// Whether this server URL is plain http beyond this machine.
  static boolean isOpenHttp(String url) {
    return url.startsWith("http://") && !LOOPBACK.contains(URI.create(url).getHost());
  }

  static StoreUrl store(YamlTree tree, Path folder) {
    var text = Values.one(tree);
    if (text.startsWith(SQLITE))
      return new StoreUrl.Sqlite(
          Values.path(tree, text.substring(SQLITE.length()), folder).toAbsolutePath());
    if (!text.startsWith("postgresql:")) throw Values.wrong(tree, "names no store that we know");
    var uri = parse(tree, text);
    if (uri.getHost() == null || !DATABASE.matcher(uri.getRawPath()).matches())
      throw Values.wrong(tree, "needs a host and the name of a database");
    if (uri.getRawFragment() != null) throw Values.wrong(tree, "has a fragment");
    var user = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
    return new StoreUrl.PostgreSql(
        new HostPort(
            uri.getHost().replaceAll("[\\[\\]]", ""), port(tree, uri).orElse(POSTGRESQL_PORT)),
        decoded(uri.getRawPath().substring(1)),
        Optional.of(decoded(user[0])).filter(name -> !name.isEmpty()),
        user.length < 2 ? Optional.empty() : Optional.of(Secret.of(decoded(user[1]))),
        parameters(tree, uri));
  }

  private static Map<String, String> parameters(YamlTree tree, URI uri) {
    var parameters = new LinkedHashMap<String, String>();
    if (uri.getRawQuery() == null) return parameters;
    for (var parameter : uri.getRawQuery().split("&", -1)) {
      var parts = parameter.split("=", 2);
      if (parts.length < 2) throw Values.wrong(tree, "has a parameter without a value");
      parameters.put(decoded(parts[0]), decoded(parts[1]));
    }
    return parameters;
  }

  private static URI web(YamlTree tree, String text) {
    var uri = parse(tree, text);
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme()))
      throw Values.wrong(tree, "must begin with https:// or http://");
    if (uri.getHost() == null) throw Values.wrong(tree, "has no host");
    if (uri.getRawAuthority().endsWith(":")) throw Values.wrong(tree, "has an empty port");
    if (uri.getRawUserInfo() != null) throw Values.wrong(tree, "has a user");
    if (uri.getRawFragment() != null) throw Values.wrong(tree, "has a fragment");
    port(tree, uri);
    return uri;
  }

  private static Optional<Integer> port(YamlTree tree, URI uri) {
    if (uri.getPort() > HIGHEST_PORT || uri.getPort() == 0)
      throw Values.wrong(tree, "has a port that does not exist");
    return Optional.of(uri.getPort()).filter(port -> port > 0);
  }

  private static URI parse(YamlTree tree, String text) {
    try {
      var uri = new URI(text);
      if (uri.isOpaque() || !text.chars().allMatch(c -> c > ' ' && c < 0x7F))
        throw Values.wrong(tree, "is not a URL");
      return uri;
    } catch (URISyntaxException notAUrl) {
      throw Values.wrong(tree, "is not a URL");
    }
  }

  /// Percent coding only: a plus sign in a password is a plus sign.
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
