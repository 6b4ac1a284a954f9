package dev.carabiner.server.console;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.setup.CustomProviders;
import dev.carabiner.server.setup.CustomProviders.Outcome;
import dev.carabiner.server.web.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A provider of one's own that tells by itself how it is talked to: an OpenID issuer or
/// authorization server, or a remote MCP server. It is made by the rules of `POST …/providers`.
public final class AddProviderPage implements Page {
  static final String PATH = "/console/providers/add";

  private final CustomProviders providers;
  private final Desk desk;

  public AddProviderPage(CustomProviders providers, Desk desk) {
    this.providers = providers;
    this.desk = desk;
  }

  /// The form.
  ///
  /// @param mcp whether the address is an MCP server's
  /// @param workspaces those to choose from, the chosen one first
  public record View(
      List<Field> fields, boolean mcp, List<String> workspaces, Optional<String> wrong) {}

  private record Typed(String name, String id, String address, boolean mcp, String workspace) {
    static final Typed NOTHING = new Typed("", "", "", false, Workspace.DEFAULT.name());

    static Typed of(Visit visit) {
      var form = visit.form();
      return new Typed(
          form.one("name").orElse("").strip(),
          form.one("id").orElse("").strip(),
          form.one("address").orElse("").strip(),
          form.one("kind").filter("mcp"::equals).isPresent(),
          form.one("workspace").orElse(Workspace.DEFAULT.name()));
    }
  }

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(
        PATH,
        Role.ADMIN,
        visit ->
            form(
                new Typed(
                    visit.query().one("name").orElse(""), "", "", false, Typed.NOTHING.workspace()),
                Optional.empty()));
    routes.post(PATH, Role.ADMIN, this::made);
  }

  private Answer form(Typed typed, Optional<String> wrong) {
    var at = wrong.map(AddProviderPage::key).orElse("");
    var fields =
        List.of(
            Field.of("name", "Name", Kind.TEXT)
                .value(typed.name())
                .help("As people know it.")
                .error(wrong.filter(_ -> at.equals("name")).map(AddProviderPage::said))
                .focused(),
            Field.of("id", "ID", Kind.CODE)
                .value(typed.id())
                .help("Small letters, digits and hyphens, such as acme-sso. It stays as it is.")
                .error(wrong.filter(_ -> at.equals("id")).map(AddProviderPage::said)),
            Field.of("address", "Address", Kind.URL)
                .value(typed.address())
                .help("Where the provider itself is found; what else is needed it tells by itself.")
                .error(
                    wrong
                        .filter(_ -> at.equals("issuer") || at.equals("mcp_server"))
                        .map(AddProviderPage::said)));
    var shown = fields.stream().anyMatch(field -> field.error().isPresent());
    var workspaces =
        Desk.workspaces(desk.apps()).stream()
            .map(Workspace::name)
            .sorted(Comparator.comparing(name -> !name.equals(typed.workspace())))
            .toList();
    return new Answer.View(
        wrong.isEmpty() ? 200 : 400,
        "provider-add",
        "Describe a provider",
        Nav.PROVIDERS,
        new View(fields, typed.mcp(), workspaces, wrong.filter(_ -> !shown)));
  }

  private Answer made(Visit visit) {
    var typed = Typed.of(visit);
    var workspace =
        Desk.workspace(typed.workspace())
            .filter(Desk.workspaces(desk.apps())::contains)
            .orElseThrow(Problem::routeNotFound);
    if (typed.name().isEmpty()) return form(typed, Optional.of("name: is missing"));
    if (typed.address().isEmpty()) return form(typed, Optional.of("issuer: is missing"));
    var entry = Json.object().put("id", typed.id()).put("name", typed.name());
    entry.put(typed.mcp() ? "mcp_server" : "issuer", typed.address());
    return switch (providers.make(workspace, entry)) {
      case Outcome.Done(var provider) ->
          Answer.onward(
              "/console/providers/" + provider.id(),
              Toast.done("“" + provider.name() + "” is there. Add an app to connect to it."));
      case Outcome.Wrong(var why) -> form(typed, Optional.of(why));
      case Outcome.Taken() ->
          form(typed, Optional.of("id: there is a provider with that ID; choose another"));
      case Outcome.TooMany() ->
          form(
              typed,
              Optional.of("A workspace may have %d of its own.".formatted(CustomProviders.MOST)));
      case Outcome.Removed(),
          Outcome.Unknown(),
          Outcome.BuiltIn(),
          Outcome.OfTheFile _,
          Outcome.InUse _ ->
          throw new IllegalStateException("making a provider ended otherwise");
    };
  }

  /// The key that a complaint begins with; empty where it names none.
  private static String key(String complaint) {
    var colon = complaint.indexOf(':');
    return colon < 0 ? "" : complaint.substring(0, colon).strip();
  }

  /// What it says of that key, as a sentence.
  private static String said(String complaint) {
    var words = complaint.substring(complaint.indexOf(':') + 1).strip();
    var sentence = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
