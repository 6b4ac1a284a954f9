package dev.carabiner.server.providers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which values an app and its users have to bring for a provider's templates.
public final class OwnVariables {
  private OwnVariables() {}

  /// The variables that nobody has given a value yet, in the entry's order. A value that the
  /// callback tells is not missing, unless the browser cannot be sent on without it.
  ///
  /// @param environment the one that the app chose
  /// @param given the app's own values
  public static List<Variable> missing(
      Provider provider, Optional<String> environment, Map<String, String> given) {
    var addresses = provider.addresses();
    var twin = environment.flatMap(name -> Optional.ofNullable(addresses.environments().get(name)));
    var needed =
        twin.flatMap(one -> Optional.ofNullable(one.endpoints().get(Endpoint.AUTHORIZATION)))
            .or(() -> addresses.at(Endpoint.AUTHORIZATION))
            .map(Template::names);
    return addresses.variables().stream()
        .filter(variable -> !given.containsKey(variable.id()) && variable.preset().isEmpty())
        .filter(
            variable -> twin.filter(one -> one.variables().containsKey(variable.id())).isEmpty())
        .filter(variable ->
            !variable.toldByCallback()
                || needed.filter(names -> names.contains(variable.id())).isPresent())
        .toList();
  }

  /// What users type in place of a way over the provider, if anything.
  public static Optional<EnteredCredentials> entered(Provider provider) {
    return provider.quirks().find(Quirk.Entered.class).map(Quirk.Entered::what);
  }

  /// Whether users are sent to the provider.
  public static boolean goesOverProvider(Provider provider) {
    return entered(provider).isEmpty() && !isAsserted(provider);
  }

  /// Whether connections come by an ID token of the application's.
  public static boolean isAsserted(Provider provider) {
    return provider.quirks().has(Quirk.IdentityAssertion.class);
  }

  /// The fields that users fill in.
  ///
  /// @param appHasClient whether the app brings the client with which tokens are had
  public static List<EnteredCredentials.Field> typed(
      EnteredCredentials what, boolean appHasClient) {
    return appHasClient && what.kind() == EnteredCredentials.Kind.CLIENT_CREDENTIALS
        ? List.of()
        : what.fields();
  }

  /// Whether the variable is a whole host of a provider that runs at anybody's host: only hosts
  /// that the operator knows may be named.
  public static boolean isFreeHost(
      Provider provider, Optional<String> environment, Variable variable) {
    if (!provider.quirks().has(Quirk.FreeHost.class)) return false;
    var addresses = provider.addresses();
    var twin = environment.flatMap(name -> Optional.ofNullable(addresses.environments().get(name)));
    var place = Pattern.compile("https?://\\$\\{" + Pattern.quote(variable.id()) + "\\}([/?:].*)?");
    return Stream.of(
            addresses.endpoints().values().stream(),
            addresses.issuer().stream(),
            twin.stream().flatMap(one -> one.endpoints().values().stream()))
        .flatMap(templates -> templates)
        .anyMatch(template -> place.matcher(template.text()).matches());
  }
}
