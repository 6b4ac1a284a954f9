package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads where a provider deviates from the standard: for each quirk the key that tells of it.
final class QuirkReader {
  private QuirkReader() {}

  static Quirks read(YamlTree.Branch entry, Addresses addresses) {
    var withClient = new HashSet<String>(Set.of("client_id"));
    addresses.variables().forEach(variable -> withClient.add(variable.id()));
    var withSecret = PlaceNames.of(entry, addresses, "client_id", "client_secret");
    var withRandom = PlaceNames.of(entry, addresses, "client_id", "random");
    var ofTokenCall = PlaceNames.of(entry, addresses, "client_id", "client_secret", "random");
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
    TokenQuirkReader.read(entry, addresses, quirks);
    params(entry, "token_request_headers", withSecret)
        .ifPresent(headers -> quirks.add(new Quirk.TokenRequestHeaders(headers)));
    params(entry, "token_params", ofTokenCall)
        .ifPresent(params -> quirks.add(new Quirk.ExtraTokenParams(params)));
    params(entry, "refresh_params", ofTokenCall)
        .ifPresent(params -> quirks.add(new Quirk.ExtraRefreshParams(params)));
    entry.get("token_response").ifPresent(tree -> AnswerQuirkReader.read(tree.branch(), quirks));
    entry.get("errors").ifPresent(tree -> ErrorReader.read(tree.branch(), quirks));
    LookupReader.read(entry, PlaceNames.ofCall(entry, addresses), quirks);
    entry
        .get("issuer_template")
        .ifPresent(tree -> quirks.add(new Quirk.IssuerPerTenant(Keys.template(tree))));
    MetadataQuirkReader.read(entry, addresses, quirks);
    EnteredReader.read(entry, PlaceNames.ofCall(entry, addresses), quirks);
    return new Quirks(quirks);
  }

  private static Optional<Map<String, Template>> params(
      YamlTree.Branch entry, String key, Set<String> names) {
    return entry
        .get(key)
        .map(tree -> (Map<String, Template>) new LinkedHashMap<>(Keys.templates(tree, names)))
        .filter(params -> !params.isEmpty());
  }
}
