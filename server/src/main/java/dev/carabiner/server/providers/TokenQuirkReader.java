package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads how code exchanges and refreshes deviate from RFC 6749 sections 4.1.3 and 6.
final class TokenQuirkReader {
  private static final Set<String> REFRESH_KEYS =
      Set.of(
          "style",
          "method",
          "url",
          "params",
          "when",
          "not_before_expiry",
          "client_auth",
          "repeat_scope",
          "repeat_redirect_uri",
          "note");
  private static final Set<String> EXCHANGE_KEYS =
      Set.of("style", "method", "url", "params", "when", "note");
  private static final Set<String> JWT_KEYS =
      Set.of("algorithm", "audience", "issuer", "subject", "key_id", "max_lifetime", "note");
  private static final Set<String> REPEATABLE = Set.of("state", "scope");

  private TokenQuirkReader() {}

  /// What a refresh sends.
  private enum Style {
    OAUTH,
    TOKEN_EXCHANGE,
    ACCESS_TOKEN_RENEWAL
  }

  static void read(YamlTree.Branch entry, Addresses addresses, List<Quirk> quirks) {
    var names = PlaceNames.ofCall(entry, addresses);
    requests(entry, quirks);
    entry
        .get("token_client_auth")
        .map(tree -> CallReader.header(tree, names))
        .ifPresent(header -> quirks.add(new Quirk.ClientAuthenticationHeader(header)));
    var ofJwt = PlaceNames.of(entry, addresses, "client_id");
    jwt(entry, "client_secret_jwt", ofJwt)
        .ifPresent(jwt -> quirks.add(new Quirk.SelfMadeSecret(jwt)));
    jwt(entry, "client_assertion", ofJwt)
        .ifPresent(jwt -> quirks.add(new Quirk.ClientAssertion(jwt)));
    entry
        .get("exchange")
        .ifPresent(tree -> quirks.add(new Quirk.SecondExchange(exchange(tree.branch(), names))));
    entry.get("refresh").ifPresent(tree -> refresh(tree.branch(), names, quirks));
  }

  private static void requests(YamlTree.Branch entry, List<Quirk> quirks) {
    entry
        .get("token_request_method")
        .ifPresent(tree -> {
          if (tree.text().equals("GET")) quirks.add(new Quirk.GetTokenRequest());
          else if (!tree.text().equals("POST")) throw tree.problem("must be one of GET, POST");
        });
    entry
        .get("token_request_format")
        .ifPresent(tree -> {
          if (tree.text().equals("json")) quirks.add(new Quirk.JsonTokenRequest());
          else if (!tree.text().equals("form")) throw tree.problem("must be one of form, json");
        });
    entry
        .get("token_request_params_extra")
        .ifPresent(tree -> {
          for (var item : tree.row())
            if (!REPEATABLE.contains(item.text()))
              throw item.problem("must be one of scope, state");
          quirks.add(new Quirk.RepeatedTokenParams(Set.copyOf(tree.texts())));
        });
    var omitted = new HashSet<String>(entry.get("omit_token_params", YamlTree::texts, List.of()));
    if (NamedQuirks.of(entry).contains("redirect_uri_omitted_in_token"))
      omitted.add("redirect_uri");
    if (!omitted.isEmpty()) quirks.add(new Quirk.OmittedTokenParams(omitted));
  }

  private static Optional<ClientJwt> jwt(YamlTree.Branch entry, String key, Set<String> names) {
    return entry.get(key).map(tree -> jwt(tree.branch(), names));
  }

  private static ClientJwt jwt(YamlTree.Branch branch, Set<String> names) {
    Keys.allow(branch, JWT_KEYS, Set.of());
    return new ClientJwt(
        branch.get("algorithm").map(TokenQuirkReader::algorithm),
        claim(branch, "audience", names),
        claim(branch, "issuer", names),
        claim(branch, "subject", names),
        claim(branch, "key_id", names),
        branch.get("max_lifetime").map(Keys::seconds));
  }

  private static ClientJwt.Algorithm algorithm(YamlTree tree) {
    return switch (tree.text()) {
      case "ES256" -> ClientJwt.Algorithm.ES256;
      case "RS256" -> ClientJwt.Algorithm.RS256;
      default -> throw tree.problem("must be one of ES256, RS256");
    };
  }

  private static Optional<Template> claim(YamlTree.Branch branch, String key, Set<String> names) {
    var claim = branch.get(key).map(tree -> Keys.template(tree, names));
    if (claim.filter(template -> template.text().contains(" ")).isPresent())
      throw branch
          .need(key)
          .problem("must be the value itself, or ${name} of a variable, without blanks");
    return claim;
  }

  private static ProviderCall exchange(YamlTree.Branch branch, Set<String> names) {
    Keys.allow(branch, EXCHANGE_KEYS, Set.of());
    branch
        .get("style")
        .filter(tree -> !tree.text().equals("token_exchange"))
        .ifPresent(tree -> {
          throw tree.problem("must be token_exchange");
        });
    return CallReader.read(branch, "POST", names);
  }

  private static void refresh(YamlTree.Branch branch, Set<String> names, List<Quirk> quirks) {
    Keys.allow(branch, REFRESH_KEYS, Set.of());
    var style = Keys.choice(branch, "style", Style.class).orElse(Style.OAUTH);
    if (style != Style.OAUTH) quirks.add(new Quirk.AccessTokenIsRenewed());
    if (style != Style.OAUTH || branch.get("url").isPresent())
      quirks.add(new Quirk.OwnRefreshCall(CallReader.read(branch, "POST", names)));
    else
      for (var key : List.of("method", "params"))
        branch
            .get(key)
            .ifPresent(tree -> {
              throw tree.problem("needs the key url beside it");
            });
    Keys.choice(branch, "client_auth", ClientAuthentication.class)
        .ifPresent(way -> quirks.add(new Quirk.RefreshClientAuthentication(way)));
    if (branch.get("repeat_scope", Keys::yes, false)) quirks.add(new Quirk.RefreshRepeatsScope());
    if (branch.get("repeat_redirect_uri", Keys::yes, false))
      quirks.add(new Quirk.RefreshRepeatsRedirectUri());
  }
}
