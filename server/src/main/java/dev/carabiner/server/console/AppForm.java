package dev.carabiner.server.console;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.providers.KnownScope;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Variable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The form of one app, in the order in which one works.
///
/// @param action where it is sent
/// @param back where "Cancel" leads
/// @param making whether there is no such app yet
/// @param provider where the app connects to
/// @param redirectUri to register there
/// @param fields what stands in it
/// @param wrong what the rules of the house say against it
public record AppForm(
    String title,
    String action,
    String back,
    boolean making,
    Provider provider,
    String redirectUri,
    AppFields fields,
    Optional<Wrong> wrong) {

  /// What is wrong with one field.
  ///
  /// @param field its name; empty where it is none of the form
  public record Wrong(String field, String what) {
    /// What a complaint of the rules is about.
    ///
    /// @param why `key: what is wrong`
    /// @param provider whose variable it may name
    static Wrong of(String why, Provider provider) {
      var colon = why.indexOf(": ");
      if (colon < 0) return new Wrong("", why);
      var key = why.substring(0, colon).replaceAll("\\[\\d+\\]", "");
      var what = why.substring(colon + 2);
      var variable =
          provider.addresses().variables().stream()
              .map(Variable::id)
              .filter(id -> key.equals("variables") && List.of(what.split("[ ;]")).contains(id))
              .findFirst();
      return new Wrong(
          variable.map(id -> AppFields.VARIABLE + id).orElse(key),
          what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + ".");
    }
  }

  /// A scope to tick.
  public record Choice(KnownScope scope, boolean ticked) {}

  public Mark mark() {
    return Mark.of(provider.name());
  }

  /// What the provider will not like about the redirect URI.
  public List<String> warnings() {
    return provider.about().registration().callbackRules().warnings(URI.create(redirectUri));
  }

  /// Whether anything is known that the redirect URI could break.
  public boolean hasRules() {
    return provider.about().registration().callbackRules().words().isPresent();
  }

  public Field clientId() {
    return field("client_id", "Client ID", Kind.CODE).optional();
  }

  public Field clientSecret() {
    return field("client_secret", "Client secret", Kind.PASSWORD)
        .optional()
        .help("Sealed when saved and never shown again. Public clients have none.");
  }

  public List<Field> naming() {
    var all = new ArrayList<Field>();
    all.add(
        field("name", "Name of the connection", Kind.TEXT)
            .help("Your users read it on the connect page."));
    if (making) {
      all.add(
          field("key", "Key", Kind.CODE)
              .help(
                  "Your back end asks for it as key_code_ref. The redirect URI ends in it, and it stays as it is."));
      all.add(
          field("workspace", "Workspace", Kind.CODE)
              .help("Machine clients of this workspace see the app."));
    }
    all.add(
        field("callback_url", "Callback URL", Kind.URL)
            .help("Where we send your user back to, with session_id."));
    all.add(
        field("allowed_callback_urls", "Other callback URLs", Kind.CODE)
            .optional()
            .help("Those that a request may name instead, with blanks between."));
    return all;
  }

  /// The scopes to tick; none where the provider has several kinds.
  public List<Choice> choices() {
    var only = fields.scopes().get(Consent.ONLY_KIND);
    return only == null ? List.of() : known().stream().map(each -> choice(each, only)).toList();
  }

  /// The fields of scopes that nothing can be ticked for.
  public List<Field> furtherScopes() {
    var all = new ArrayList<Field>();
    fields
        .scopes()
        .forEach((kind, scopes) -> {
          var only = kind.equals(Consent.ONLY_KIND);
          var label = only ? "Scopes that are not listed" : "Scopes, " + kind;
          var left = scopes.stream().filter(scope -> !only || !isKnown(scope)).toList();
          all.add(
              Field.of(AppFields.field(kind), label, Kind.CODE)
                  .value(String.join(" ", left))
                  .optional()
                  .help("As the provider spells them, with blanks between.")
                  .error(only || fields.scopes().size() == 1 ? error("scopes") : Optional.empty()));
        });
    return all;
  }

  /// The values that the provider's addresses need.
  public List<Field> variables() {
    var all = new ArrayList<Field>();
    for (var variable : provider.addresses().variables()) {
      var field = field(AppFields.VARIABLE + variable.id(), variable.description(), Kind.CODE);
      var missing =
          OwnVariables.missing(provider, Optional.empty(), java.util.Map.of()).contains(variable);
      var needed = variable.scope() == Variable.Scope.APP && missing;
      all.add((needed ? field : field.optional()).help(help(variable)));
    }
    if (AppFields.hasHosts(provider))
      all.add(
          field("allowed_hosts", "Hosts that users may name", Kind.CODE)
              .optional()
              .help("With blanks between; *.example.com stands for all below it."));
    return all;
  }

  public List<String> environments() {
    return List.copyOf(provider.addresses().environments().keySet());
  }

  public String chosen(String name) {
    return fields.text(name);
  }

  /// What is wrong with something that has no field of its own.
  public Optional<String> complaint() {
    return wrong
        .filter(each ->
            !(each.field().startsWith(AppFields.VARIABLE)
                || List.of(
                        "client_id",
                        "client_secret",
                        "name",
                        "key",
                        "workspace",
                        "callback_url",
                        "allowed_callback_urls",
                        "allowed_hosts",
                        "scopes")
                    .contains(each.field())))
        .map(each -> (each.field().isEmpty() ? "" : each.field() + ": ") + each.what());
  }

  private Field field(String name, String label, Kind kind) {
    return Field.of(name, label, kind).value(fields.text(name)).error(error(name));
  }

  private Optional<String> error(String name) {
    return wrong.filter(each -> each.field().equals(name)).map(Wrong::what);
  }

  private List<KnownScope> known() {
    return provider.protocol().scopes();
  }

  private boolean isKnown(String scope) {
    return known().stream().anyMatch(each -> each.scope().equals(scope));
  }

  private static Choice choice(KnownScope scope, List<String> ticked) {
    return new Choice(scope, ticked.contains(scope.scope()));
  }

  private static String help(Variable variable) {
    if (variable.preset().isPresent()) return "Left empty: " + variable.preset().get() + ".";
    return variable.scope() == Variable.Scope.APP
        ? "The same for every connection."
        : "Left empty: each user is asked.";
  }
}
