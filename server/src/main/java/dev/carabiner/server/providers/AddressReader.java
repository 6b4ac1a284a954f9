package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads where a provider is.
final class AddressReader {
  private static final Set<String> VARIABLE_KEYS =
      Set.of(
          "id",
          "description",
          "pattern",
          "default",
          "scope",
          "from_callback",
          "value_map",
          "verify_callback");
  private static final Set<String> ENVIRONMENT_KEYS =
      Set.of(
          "authorization_endpoint",
          "token_endpoint",
          "refresh_endpoint",
          "revocation_endpoint",
          "userinfo_endpoint",
          "account_endpoint",
          "api_base_url",
          "variables");

  private static final Pattern PLAIN_URL =
      Pattern.compile("https?://[^/?#@\\\\]+([/?][!-~&&[^#\\\\]]*)?");

  private static final Pattern URL_WITH_FRAGMENT =
      Pattern.compile(PLAIN_URL.pattern() + "(#[!-~&&[^#\\\\]]*)?");

  private AddressReader() {}

  static Addresses read(YamlTree.Branch entry) {
    List<Variable> variables = entry.get("variables", AddressReader::variables, List.of());
    var names = variables.stream().map(Variable::id).collect(Collectors.toSet());
    var inFragment = NamedQuirks.of(entry).contains("authorization_in_fragment");
    var endpoints = endpoints(entry, names, inFragment);
    var issuer = entry.get("issuer").map(tree -> url(tree, names));
    for (var needed : EnteredReader.needed(entry))
      if (issuer.isEmpty() && entry.get("mcp_server").isEmpty() && !endpoints.containsKey(needed))
        throw entry.problem("needs the key " + needed.key() + ", or issuer to discover it by");
    var environments = new LinkedHashMap<String, Addresses.Environment>();
    entry
        .get("environments")
        .ifPresent(tree ->
            tree.branch()
                .members()
                .forEach((name, value) ->
                    environments.put(
                        name, environment(value.branch(), names, variables, inFragment))));
    return new Addresses(endpoints, issuer, environments, variables);
  }

  private static Map<Endpoint, Template> endpoints(
      YamlTree.Branch branch, Set<String> names, boolean inFragment) {
    var endpoints = new EnumMap<Endpoint, Template>(Endpoint.class);
    for (var endpoint : Endpoint.values())
      branch
          .get(endpoint.key())
          .ifPresent(tree ->
              endpoints.put(
                  endpoint,
                  endpoint == Endpoint.AUTHORIZATION
                      ? authorization(tree, names, inFragment)
                      : url(tree, names)));
    return endpoints;
  }

  /// It may name the client, as the page of one application does.
  private static Template authorization(YamlTree tree, Set<String> names, boolean inFragment) {
    var known = new HashSet<>(names);
    known.add("client_id");
    return url(tree, known, inFragment ? URL_WITH_FRAGMENT : PLAIN_URL);
  }

  static Template url(YamlTree tree, Set<String> names) {
    return url(tree, names, PLAIN_URL);
  }

  private static Template url(YamlTree tree, Set<String> names, Pattern form) {
    var template = Keys.template(tree, names);
    var text = template.text();
    if (!text.startsWith("https://") && !text.startsWith("http://"))
      throw tree.problem("must be an https URL (http only where outbound.allow names its host)");
    if (!form.matcher(text).matches())
      throw tree.problem("must be a URL without user name, fragment, blanks or backslashes");
    return template;
  }

  private static Addresses.Environment environment(
      YamlTree.Branch branch, Set<String> names, List<Variable> variables, boolean inFragment) {
    Keys.allow(branch, ENVIRONMENT_KEYS, Set.of());
    Map<String, String> values = branch.get("variables", YamlTree::textMap, Map.of());
    values.forEach((name, value) -> {
      if (variables.stream().noneMatch(one -> one.id().equals(name) && one.accepts(value)))
        throw branch
            .need("variables")
            .problem(name + " is no variable, or does not match its pattern");
    });
    Optional<Template> api = branch.get("api_base_url").map(Keys::template);
    return new Addresses.Environment(endpoints(branch, names, inFragment), api, values);
  }

  private static List<Variable> variables(YamlTree tree) {
    var variables = tree.row().stream().map(item -> variable(item.branch())).toList();
    if (variables.stream().map(Variable::id).distinct().count() != variables.size())
      throw tree.problem("names a variable twice");
    return variables;
  }

  private static Optional<Variable.InCallback> callback(YamlTree.Branch branch) {
    var told = branch.get("from_callback").map(ParameterNamesReader::name);
    var agrees = branch.get("verify_callback").map(ParameterNamesReader::name);
    if (told.isPresent() && agrees.isPresent())
      throw branch
          .need("verify_callback")
          .problem("stands beside from_callback; only one may be there");
    if (told.isEmpty() && branch.get("value_map").isPresent())
      throw branch.need("value_map").problem("needs the key from_callback");
    Map<String, String> words = branch.get("value_map", YamlTree::textMap, Map.of());
    return told.<Variable.InCallback>map(name -> new Variable.InCallback.Told(name, words))
        .or(() -> agrees.map(Variable.InCallback.Agrees::new));
  }

  private static Variable variable(YamlTree.Branch branch) {
    Keys.allow(branch, VARIABLE_KEYS, Set.of());
    try {
      return new Variable(
          branch.need("id").text(),
          branch.get("description", YamlTree::text, branch.need("id").text()),
          branch.need("pattern").text(),
          Keys.text(branch, "default"),
          Keys.choice(branch, "scope", Variable.Scope.class).orElse(Variable.Scope.CONNECTION),
          callback(branch));
    } catch (IllegalArgumentException wrong) {
      throw branch.problem(String.valueOf(wrong.getMessage()));
    }
  }
}
