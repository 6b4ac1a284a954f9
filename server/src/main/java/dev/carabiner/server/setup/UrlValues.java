package dev.carabiner.server.setup;

import dev.carabiner.server.base.YamlTree;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// Reads the settings that are URLs. What is kept is the text as it stands, never a normal form:
/// URLs are compared byte for byte.
public final class UrlValues {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final int HIGHEST_PORT = 65535;

  private UrlValues() {}

  public static String base(YamlTree tree) {
    var text = Values.one(tree);
    if (text.endsWith("/")) throw Values.wrong(tree, "ends with a slash");
    var uri = web(tree, text);
    if (!uri.getRawPath().isEmpty()) throw Values.wrong(tree, "has a path");
    if (uri.getRawQuery() != null) throw Values.wrong(tree, "has a query");
    return text;
  }

  public static String callback(YamlTree tree) {
    var text = Values.one(tree);
    var uri = web(tree, text);
    if (uri.getScheme().equals("http") && !LOOPBACK.contains(uri.getHost()))
      throw Values.wrong(tree, "is plain http and not on loopback");
    return text;
  }

  /// Whether this server URL is plain http beyond this machine.
  public static boolean isOpenHttp(String url) {
    return url.startsWith("http://") && !LOOPBACK.contains(URI.create(url).getHost());
  }

  private static URI web(YamlTree tree, String text) {
    var uri = parse(tree, text);
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme()))
      throw Values.wrong(tree, "must begin with https:// or http://");
    if (uri.getHost() == null) throw Values.wrong(tree, "has no host");
    if (uri.getRawAuthority().endsWith(":")) throw Values.wrong(tree, "has an empty port");
    if (uri.getRawUserInfo() != null) throw Values.wrong(tree, "has a user");
    if (uri.getRawFragment() != null) throw Values.wrong(tree, "has a fragment");
    if (uri.getPort() > HIGHEST_PORT || uri.getPort() == 0)
      throw Values.wrong(tree, "has a port that does not exist");
    return uri;
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
}
