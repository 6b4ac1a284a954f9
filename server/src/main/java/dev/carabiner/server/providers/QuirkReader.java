package dev.carabiner.server.providers;

import static java.util.stream.Collectors.toSet;

import dev.carabiner.server.base.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads where a provider deviates from the standard: for each quirk the key that tells of it.
final class QuirkReader {
  private static final Set<String> REFRESH_KEYS =
      Set.of("style", "repeat_scope", "repeat_redirect_uri", "note");
  private static final Set<String> REFRESH_KEYS_LATER =
      Set.of("method", "url", "params", "not_before_expiry", "client_auth");

  private QuirkReader() {}

  static Quirks read(YamlTree.Branch entry, Addresses addresses) {
    var names = addresses.variables().stream().map(Variable::id).collect(toSet());
    var withClient = new HashSet<>(names);
    withClient.add("client_id");
    var withSecret = new HashSet<>(withClient);
    withSecret.add("client_secret");
    withSecret.addAll(CallbackQuirkReader.kept(entry));
    var withRandom = new HashSet<>(withClient);
    withRandom.add("random");
    var quirks = new ArrayList<Quirk>();
    ScopeQuirkReader.read(entry, quirks);
    if (NamedQuirks.of(entry).contains("free_host")) quirks.add(new Quirk.FreeHost());
    AskQuirkReader.read(entry, withClient, quirks);
    entry.get("callback").ifPresent(tree -> CallbackQuirkReader.read(tree.branch(), quirks));
    params(entry, "authorization_params", withRandom)
        .ifPresent(params -> quirks.add(new Quirk.ExtraAuthorizationParams(params)));
    entry
        .get("omit_authorization_params")
        .ifPresent(
            tree -> quirks.add(new Quirk.OmittedAuthorizationParams(Set.copyOf(tree.texts()))));
    tokenRequest(entry, quirks);
    params(entry, "token_request_headers", withSecret)
        .ifPresent(headers -> quirks.add(new Quirk.TokenRequestHeaders(headers)));
    params(entry, "token_params", withSecret)
        .ifPresent(params -> quirks.add(new Quirk.ExtraTokenParams(params)));
    params(entry, "refresh_params", withSecret)
        .ifPresent(params -> quirks.add(new Quirk.ExtraRefreshParams(params)));
    entry.get("refresh").ifPresent(tree -> refresh(tree.branch(), quirks));
    entry.get("token_response").ifPresent(tree -> AnswerQuirkReader.read(tree.branch(), quirks));
    entry.get("errors").ifPresent(tree -> AnswerQuirkReader.errors(tree.branch(), quirks));
    entry
        .get("issuer_template")
        .ifPresent(tree -> quirks.add(new Quirk.IssuerPerTenant(Keys.template(tree))));
    return new Quirks(quirks);
  }

  private static void tokenRequest(YamlTree.Branch entry, List<Quirk> quirks) {
    entry
        .get("token_request_method")
        .filter(tree -> !tree.text().equals("POST"))
        .ifPresent(tree -> {
          throw tree.text().equals("GET")
              ? Keys.notYet(tree)
              : tree.problem("must be one of GET, POST");
        });
    entry
        .get("token_request_format")
        .ifPresent(tree -> {
          if (tree.text().equals("json")) quirks.add(new Quirk.JsonTokenRequest());
          else if (!tree.text().equals("form")) throw tree.problem("must be one of form, json");
        });
    var omitted = new HashSet<String>(entry.get("omit_token_params", YamlTree::texts, List.of()));
    if (NamedQuirks.of(entry).contains("redirect_uri_omitted_in_token"))
      omitted.add("redirect_uri");
    if (!omitted.isEmpty()) quirks.add(new Quirk.OmittedTokenParams(omitted));
  }

  private static void refresh(YamlTree.Branch branch, List<Quirk> quirks) {
    Keys.allow(branch, REFRESH_KEYS, REFRESH_KEYS_LATER);
    branch
        .get("style")
        .filter(tree -> !tree.text().equals("oauth"))
        .ifPresent(tree -> {
          throw Keys.notYet(tree);
        });
    if (branch.get("repeat_scope", Keys::yes, false)) quirks.add(new Quirk.RefreshRepeatsScope());
    if (branch.get("repeat_redirect_uri", Keys::yes, false))
      quirks.add(new Quirk.RefreshRepeatsRedirectUri());
  }

  private static Optional<Map<String, Template>> params(
      YamlTree.Branch entry, String key, Set<String> names) {
    return entry
        .get(key)
        .map(tree -> (Map<String, Template>) new LinkedHashMap<>(Keys.templates(tree, names)))
        .filter(params -> !params.isEmpty());
  }
}
