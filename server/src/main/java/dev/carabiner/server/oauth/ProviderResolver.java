package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.Addresses;
import dev.carabiner.server.providers.AskQuirk;
import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.Pkce;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.RevocationRules;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds a provider's concrete addresses. What the entry says wins; discovery is asked only where
/// it leaves something out, and only fills gaps.
public final class ProviderResolver {
  private final Discovery discovery;
  private final McpResolver servers;
  private final Predicate<URI> httpAllowed;

  /// @param httpAllowed whether the operator allows plain http to that address, besides loopback
  public ProviderResolver(Discovery discovery, Predicate<URI> httpAllowed) {
    this.discovery = discovery;
    this.servers = new McpResolver(discovery.resources(), discovery);
    this.httpAllowed = httpAllowed;
  }

  /// What the addresses are wanted for; discovery is not asked for what that does not need.
  public enum Purpose {
    /// To send a browser to the provider, and to exchange the code.
    CONNECT,
    /// To refresh.
    REFRESH,
    /// To revoke.
    REVOKE
  }

  /// The provider as one connection sees it. May take 9 s where discovery is needed and not
  /// answered.
  ///
  /// @param environment one of the entry's, as the app chose
  /// @param variables the app's values and the connection's; the catalogue's presets fill the rest;
  ///   and the `client_id`, for addresses that name it
  public Resolution resolve(
      Provider known,
      Optional<String> environment,
      Map<String, String> variables,
      Purpose purpose) {
    var provider = known.at(discovery.now());
    try {
      var chosen = environment.map(name -> environment(provider, name));
      var values = values(provider, chosen, variables, purpose);
      var endpoints = endpoints(provider, environment, withClient(values, variables));
      var issuer =
          provider
              .addresses()
              .issuer()
              .filter(template -> values.keySet().containsAll(template.names()))
              .map(template -> template.fill(values));
      var server = provider.quirks().find(Quirk.McpServer.class);
      if (server.isPresent()) {
        var url = server.get().url().fill(values);
        var found =
            servers.resolve(
                url,
                issuer,
                new McpResolver.Wanted(
                    purpose == Purpose.CONNECT, OwnVariables.goesOverProvider(provider)));
        return ofServer(provider, endpoints, found, values);
      }
      if (issuer.isEmpty() || !hasGap(provider, endpoints, purpose))
        return settled(
            provider,
            endpoints,
            Optional.empty(),
            issuer,
            values,
            terms(provider, Optional.empty(), values, Optional.empty()));
      return discovered(provider, endpoints, issuer.get(), values);
    } catch (WrongChoice wrong) {
      return new Resolution.Unusable(String.valueOf(wrong.getMessage()));
    }
  }

  /// What the app or the user chose does not fit the entry.
  private static final class WrongChoice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongChoice(String why) {
      super(why);
    }
  }

  private Resolution discovered(
      Provider provider, Map<Endpoint, URI> endpoints, String issuer, Map<String, String> values) {
    var known = Optional.of(issuer);
    var found = discovery.of(issuer);
    var metadata =
        found instanceof Discovered.Found(var told)
            ? Optional.of(told)
            : Optional.<Metadata>empty();
    var gap =
        found instanceof Discovered.Unreachable(var why)
            ? Optional.of(why)
            : Optional.<String>empty();
    if (metadata.isEmpty() && !ResolvedProvider.isEnough(provider, endpoints))
      return found instanceof Discovered.Unusable(var why)
          ? new Resolution.Unusable(why)
          : new Resolution.Unreachable(gap.orElse(issuer));
    var terms = terms(provider, metadata, values, gap);
    return settled(provider, endpoints, metadata, known, values, terms);
  }

  private Resolution ofServer(
      Provider provider,
      Map<Endpoint, URI> endpoints,
      McpResolver.Outcome found,
      Map<String, String> values) {
    return switch (found) {
      case McpResolver.Outcome.Unreachable(var why) -> new Resolution.Unreachable(why);
      case McpResolver.Outcome.Unusable(var why) -> new Resolution.Unusable(why);
      case McpResolver.Outcome.Found(var resource, var metadata, var scopes) -> {
        var told = Optional.of(metadata);
        var terms = terms(provider, told, values, Optional.empty()).to(resource, scopes);
        var issuer = Optional.of(metadata.issuer());
        yield settled(provider, endpoints, told, issuer, values, terms);
      }
    };
  }

  private Resolution settled(
      Provider provider,
      Map<Endpoint, URI> named,
      Optional<Metadata> metadata,
      Optional<String> issuer,
      Map<String, String> values,
      Terms terms) {
    var endpoints = new EnumMap<Endpoint, URI>(Endpoint.class);
    metadata.ifPresent(found -> endpoints.putAll(found.endpoints()));
    endpoints.putAll(named);
    if (!ResolvedProvider.isEnough(provider, endpoints))
      return new Resolution.Unusable(
          "the metadata names no usable authorization or token endpoint");
    var proofs = metadata.map(Metadata::offers).orElse(Metadata.Offers.NONE).proofs();
    if (terms.boundTokens() && !proofs.isEmpty() && !proofs.contains(ProofKey.ALGORITHM))
      return new Resolution.Unusable(
          "the provider takes no proofs signed with " + ProofKey.ALGORITHM);
    var authorization = String.valueOf(endpoints.get(Endpoint.AUTHORIZATION));
    var page = authorization.split("#", 2)[0];
    if (endpoints.containsKey(Endpoint.AUTHORIZATION)
        && EndpointUri.forBrowser(page, httpAllowed).isEmpty())
      return new Resolution.Unusable("the authorization endpoint is neither https nor on loopback");
    var protocol = provider.protocol();
    var promised =
        protocol.issuerInCallback() || metadata.map(Metadata::issuerInCallback).orElse(false);
    var perTenant = provider.quirks().has(Quirk.IssuerPerTenant.class);
    var found = named.containsKey(Endpoint.TOKEN) ? Optional.<Metadata>empty() : metadata;
    return new Resolution.Resolved(
        new ResolvedProvider(
            provider,
            endpoints,
            new ExpectedIssuer(issuer.filter(_ -> !perTenant), promised),
            protocol
                .clientAuthentication()
                .or(() -> found.map(Metadata::clientAuthentication))
                .orElse(ClientAuthentication.CLIENT_SECRET_POST),
            pkce(protocol.pkce(), metadata),
            values,
            terms));
  }

  private static Terms terms(
      Provider provider,
      Optional<Metadata> metadata,
      Map<String, String> values,
      Optional<String> gap) {
    var offers = metadata.map(Metadata::offers).orElse(Metadata.Offers.NONE);
    var quirks = provider.quirks();
    return new Terms(
        quirks.find(Quirk.TokensForResource.class).map(quirk -> quirk.resource().fill(values)),
        List.of(),
        offers.documents(),
        offers.signedClients()
            && provider.protocol().clientAuthentication().isEmpty()
            && provider.addresses().at(Endpoint.TOKEN).isEmpty(),
        quirks.has(Quirk.BoundTokens.class),
        offers.pushed() || quirks.has(Quirk.PushedAuthorization.class),
        gap);
  }

  private static boolean pkce(Pkce known, Optional<Metadata> metadata) {
    return known == Pkce.UNKNOWN ? metadata.map(Metadata::pkce).orElse(false) : known.sent();
  }

  private static boolean hasGap(Provider provider, Map<Endpoint, URI> endpoints, Purpose purpose) {
    if (!ResolvedProvider.isEnough(provider, endpoints)) return true;
    var protocol = provider.protocol();
    return switch (purpose) {
      case CONNECT ->
          (protocol.pkce() == Pkce.UNKNOWN && OwnVariables.goesOverProvider(provider))
              || (provider.quirks().has(Quirk.PushedAuthorization.class)
                  && !endpoints.containsKey(Endpoint.PUSHED_AUTHORIZATION_REQUEST));
      case REFRESH -> false;
      case REVOKE ->
          protocol.revocation().way() instanceof RevocationRules.Standard
              && !endpoints.containsKey(Endpoint.REVOCATION);
    };
  }

  private static Addresses.Environment environment(Provider provider, String name) {
    var environment = provider.addresses().environments().get(name);
    if (environment == null)
      throw new WrongChoice(
          provider.id()
              + " has no environment "
              + name
              + "; it has "
              + provider.addresses().environments().keySet());
    return environment;
  }

  /// The values of the entry's variables, as far as they are known before the callback.
  ///
  /// @return empty when what the app chose does not fit the entry
  static Optional<Map<String, String>> variables(
      Provider provider, Optional<String> environment, Map<String, String> given) {
    try {
      var chosen = environment.map(name -> environment(provider, name));
      return Optional.of(values(provider, chosen, given, Purpose.CONNECT));
    } catch (WrongChoice wrong) {
      return Optional.empty();
    }
  }

  private static Map<String, String> values(
      Provider provider,
      Optional<Addresses.Environment> environment,
      Map<String, String> given,
      Purpose purpose) {
    var values = new HashMap<String, String>();
    for (var variable : provider.addresses().variables()) {
      var value =
          Optional.ofNullable(given.get(variable.id()))
              .or(() -> environment.map(one -> one.variables().get(variable.id())))
              .or(variable::preset);
      if (value.isEmpty() && purpose == Purpose.CONNECT && variable.toldByCallback()) continue;
      if (value.isEmpty()) throw new WrongChoice("the variable " + variable.id() + " has no value");
      if (!variable.accepts(value.get()))
        throw new WrongChoice(
            "the value of " + variable.id() + " does not match " + variable.pattern());
      values.put(variable.id(), value.get());
    }
    return values;
  }

  /// With the client's id, where it is given.
  private static Map<String, String> withClient(
      Map<String, String> values, Map<String, String> given) {
    var all = new HashMap<>(values);
    var clientId = given.get("client_id");
    if (clientId != null) all.put("client_id", Form.encodeForUrl(clientId));
    return all;
  }

  private static Map<Endpoint, URI> endpoints(
      Provider provider, Optional<String> environment, Map<String, String> values) {
    var endpoints = new EnumMap<Endpoint, URI>(Endpoint.class);
    var inFragment = provider.quirks().has(AskQuirk.AuthorizationInFragment.class);
    provider
        .addresses()
        .endpointsIn(environment)
        .forEach((endpoint, template) -> {
          // what waits for the callback is not there yet
          if (!values.keySet().containsAll(template.names())) return;
          var text = template.fill(values);
          var uri =
              endpoint == Endpoint.AUTHORIZATION && inFragment
                  ? EndpointUri.parseWithFragment(text)
                  : EndpointUri.parse(text);
          endpoints.put(
              endpoint,
              uri.orElseThrow(() ->
                  new WrongChoice(endpoint.key() + " is no URL once its variables are filled")));
        });
    return endpoints;
  }
}
