package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads calls of a provider's own kind.
final class CallReader {
  /// The keys of every such call.
  static final Set<String> KEYS =
      Set.of("method", "url", "auth", "body", "params", "params_in", "note");

  private static final Set<String> METHODS = Set.of("POST", "DELETE", "GET", "PUT", "PATCH");
  private static final Pattern HEADER =
      Pattern.compile("header:([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(.+)");

  private CallReader() {}

  /// Where parameters go.
  private enum ParamsIn {
    BODY,
    QUERY
  }

  /// The ways without a word of their own.
  private enum Word {
    NONE,
    BEARER,
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    CLIENT_SECRET_BEARER,
    CLIENT_ID_ONLY,
    APP_TOKEN
  }

  /// The call, once the caller has refused unknown keys.
  ///
  /// @param method where the entry names none
  /// @param names what its templates may name
  static ProviderCall read(YamlTree.Branch branch, String method, Set<String> names) {
    var chosen = branch.get("method", YamlTree::text, method);
    if (!METHODS.contains(chosen))
      throw branch
          .need("method")
          .problem("must be one of " + String.join(", ", METHODS.stream().sorted().toList()));
    var where = Keys.choice(branch, "params_in", ParamsIn.class);
    var noBody = chosen.equals("GET");
    if (noBody && where.filter(ParamsIn.BODY::equals).isPresent())
      throw branch.need("params_in").problem("must be query, since a GET has no body");
    return new ProviderCall(
        chosen,
        Keys.template(branch.need("url"), names),
        branch.get("auth").map(tree -> authentication(tree, names)),
        new ProviderCall.Content(
            Keys.choice(branch, "body", ProviderCall.Body.class).orElse(ProviderCall.Body.FORM),
            branch.get("params", tree -> Keys.templates(tree, names), Map.of()),
            noBody || where.filter(ParamsIn.QUERY::equals).isPresent()));
  }

  static CallAuthentication authentication(YamlTree tree, Set<String> names) {
    if (tree.text().startsWith("header:")) return header(tree, names);
    return switch (Keys.choice(tree, Word.class)) {
      case NONE -> new CallAuthentication.None();
      case BEARER -> new CallAuthentication.Bearer();
      case CLIENT_SECRET_BASIC -> new CallAuthentication.ClientSecretBasic();
      case CLIENT_SECRET_POST -> new CallAuthentication.ClientSecretPost();
      case CLIENT_SECRET_BEARER -> new CallAuthentication.ClientSecretBearer();
      case CLIENT_ID_ONLY -> new CallAuthentication.ClientIdOnly();
      case APP_TOKEN -> new CallAuthentication.AppToken();
    };
  }

  /// A header of the provider's own: `header:Name=template`.
  static CallAuthentication.Header header(YamlTree tree, Set<String> names) {
    var parts = HEADER.matcher(tree.text());
    if (!parts.matches()) throw tree.problem("must be header:Name=template");
    var value = new YamlTree.Text(tree.place(), parts.group(2));
    return new CallAuthentication.Header(parts.group(1), Keys.template(value, names));
  }

  /// The keys of every call and those.
  static Set<String> keysAnd(String... more) {
    var keys = new HashSet<>(KEYS);
    keys.addAll(Set.of(more));
    return keys;
  }
}
