package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.providers.AskQuirk;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.server.providers.StandardParameters;
import dev.carabiner.vault.Reveal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The address that sends a browser to a provider for the user's consent (RFC 6749 section 4.1.1,
/// RFC 7636 section 4.3, OpenID Connect Core section 3.1.2.1).
///
/// @param client the client registered there
/// @param redirectUri byte for byte as registered; [SentRedirectUri] tells what goes in its place
/// @param consent the scopes (none: the catalogue's defaults) and the app's own parameters, which
///   win over the catalogue's extras and never over a standard parameter
/// @param oneTime the random values of this flow
/// @param loginHint who the user probably is at the provider
public record AuthorizationRequest(
    OAuthClient client,
    String redirectUri,
    Consent consent,
    OneTimeValues oneTime,
    Optional<String> loginHint) {
  private static final String OPENID = "openid";
  private static final Set<String> ONLY_KIND = Set.of(Consent.ONLY_KIND);

  /// The scopes that are asked for, in their order.
  public List<String> scopes() {
    return kinds().values().stream().flatMap(Collection::stream).distinct().toList();
  }

  /// Whether the request carries a nonce.
  public boolean hasNonce() {
    return scopes().contains(OPENID) && !isInstallation() && !omitted().contains("nonce");
  }

  /// Whether the request carries a code challenge, so that the exchange needs the verifier.
  public boolean hasCodeChallenge() {
    return client.provider().pkce() && !isInstallation();
  }

  /// What of the redirect URI is to be kept for the exchange; [SentRedirectUri#with] gives what the
  /// request carries.
  public String redirectUriToKeep() {
    return SentRedirectUri.of(client, redirectUri);
  }

  /// The address.
  public URI uri() {
    var endpoint = client.provider().authorizationEndpoint().toString();
    var query = query();
    // a page that finds its way by the fragment has its query there too
    var asked = endpoint.substring(endpoint.indexOf('#') + 1);
    var joint = query.isEmpty() || asked.endsWith("?") ? "" : asked.contains("?") ? "&" : "?";
    var end =
        quirks()
            .find(AskQuirk.AuthorizationFragment.class)
            .map(fragment -> "#" + fragment.text())
            .orElse("");
    return URI.create(endpoint + joint + query + end);
  }

  private String query() {
    var params = standard();
    var scopes = scopeParams();
    var pairs = new ArrayList<String>();
    if (!params.isEmpty()) pairs.add(Form.query(params));
    scopes.forEach((name, value) -> pairs.add(Form.encodeForUrl(name) + "=" + value));
    var extras = extras();
    extras.keySet().removeAll(params.keySet());
    extras.keySet().removeAll(scopes.keySet());
    if (!extras.isEmpty()) pairs.add(Form.query(extras));
    return String.join("&", pairs);
  }

  private Map<String, String> standard() {
    var params = new LinkedHashMap<String, String>();
    params.put("response_type", "code");
    params.put("client_id", clientId());
    params.put("redirect_uri", SentRedirectUri.with(client, redirectUriToKeep(), oneTime.state()));
    if (!quirks().has(AskQuirk.StateInRedirectUri.class))
      params.put("state", oneTime.state().reveal(Reveal.TO_THE_PROVIDER));
    if (hasCodeChallenge()) params.putAll(codeChallenge());
    if (hasNonce()) params.put("nonce", oneTime.nonce().reveal(Reveal.TO_THE_PROVIDER));
    if (!isInstallation())
      client.provider().terms().resource().ifPresent(uri -> params.put("resource", uri));
    if (!isInstallation())
      ProofKey.of(client.kept()).ifPresent(key -> params.put("dpop_jkt", key.thumbprint()));
    if (!isInstallation()) loginHint.ifPresent(hint -> params.put("login_hint", hint));
    params.keySet().removeAll(omitted());
    var names = quirks().parameterNames();
    var named = new LinkedHashMap<String, String>();
    params.forEach((name, value) -> named.put(names.inRequest(name), value));
    return named;
  }

  private String clientId() {
    return quirks()
        .find(AskQuirk.AuthorizationClientId.class)
        .map(quirk -> quirk.value().fill(client.templateValues()))
        .orElseGet(client::clientId);
  }

  private Map<String, String> codeChallenge() {
    var verifier = oneTime.codeVerifier().reveal(Reveal.TO_THE_PROVIDER);
    var plain = quirks().has(AskQuirk.PlainCodeChallenge.class);
    var hexadecimal = quirks().has(AskQuirk.HexadecimalCodeChallenge.class);
    var params = new LinkedHashMap<String, String>();
    params.put(
        "code_challenge",
        plain ? verifier : hexadecimal ? Sha256.hex(verifier) : Sha256.base64url(verifier));
    params.put("code_challenge_method", plain ? "plain" : "S256");
    return params;
  }

  /// Parameter → encoded value.
  private Map<String, String> scopeParams() {
    var params = new LinkedHashMap<String, String>();
    if (quirks().has(Quirk.NoScopes.class) || omitted().contains("scope")) return params;
    var names =
        quirks()
            .find(Quirk.ScopeParameters.class)
            .map(Quirk.ScopeParameters::names)
            .orElse(Map.of());
    var only = quirks().parameterNames().inRequest("scope");
    var separator =
        quirks().find(Quirk.ScopesJoinedBy.class).map(Quirk.ScopesJoinedBy::separator).orElse(" ");
    var plus = quirks().has(Quirk.ScopeSpacesArePluses.class);
    var named = new LinkedHashMap<String, List<String>>();
    kinds()
        .forEach((kind, scopes) ->
            named
                .computeIfAbsent(names.getOrDefault(kind, only), _ -> new ArrayList<>())
                .addAll(scopes));
    named.forEach((name, scopes) -> {
      if (scopes.isEmpty()) return;
      var value = String.join(separator, scopes);
      params.put(name, plus ? Form.encode(value) : Form.encodeForUrl(value));
    });
    return params;
  }

  private Map<String, String> extras() {
    var extras = new LinkedHashMap<String, String>();
    var values = client.templateValues();
    values.put("random", Sha256.base64url(oneTime.nonce().reveal(Reveal.TO_THE_PROVIDER)));
    quirks()
        .find(Quirk.ExtraAuthorizationParams.class)
        .ifPresent(quirk ->
            quirk.params().forEach((name, template) -> extras.put(name, template.fill(values))));
    consent
        .authorizationParams()
        .forEach((name, value) -> {
          if (!StandardParameters.contains(name, quirks())) extras.put(name, value);
        });
    return extras;
  }

  private Map<String, List<String>> kinds() {
    return consent.all().isEmpty() || consent.scopes().keySet().equals(ONLY_KIND)
        ? Map.of(Consent.ONLY_KIND, client.asked(consent))
        : consent.scopes();
  }

  private Set<String> omitted() {
    return quirks()
        .find(Quirk.OmittedAuthorizationParams.class)
        .map(Quirk.OmittedAuthorizationParams::names)
        .orElse(Set.of());
  }

  private boolean isInstallation() {
    return quirks().has(AskQuirk.InstallFlow.class);
  }

  private Quirks quirks() {
    return client.provider().provider().quirks();
  }
}
