package dev.carabiner.server.console.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.SessionBrowsing;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Problem;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the address of a list says: what is looked for, where, and from where on.
///
/// @param text looked for; empty for nothing
/// @param by a word of [#FIELDS]
/// @param word of the only state that is shown; empty for all
/// @param after where the page before ended
public record Search(
    Workspace workspace,
    String text,
    String by,
    Optional<AppKey> app,
    String word,
    Optional<String> after) {
  /// What may be searched.
  public static final List<String> FIELDS = List.of("user", "email", "name", "account", "org");

  private static final int LONGEST = 320;

  static Search of(Parameters query, List<Workspace> workspaces) {
    var text = query.one("q").map(String::strip).orElse("");
    return new Search(
        query
            .one("workspace")
            .flatMap(
                name -> workspaces.stream().filter(each -> each.name().equals(name)).findFirst())
            .orElse(workspaces.getFirst()),
        text.length() > LONGEST ? text.substring(0, LONGEST) : text,
        query.one("by").filter(FIELDS::contains).orElse(FIELDS.getFirst()),
        SessionsPage.app(query.one("app")),
        query.one("state").filter(SessionsPage.ALL::contains).orElse(""),
        query.one("after"));
  }

  /// The field's name as people read it.
  public static String words(String by) {
    return switch (by) {
      case "user" -> "User ID";
      case "email" -> "Account's e-mail";
      case "name" -> "Account's name";
      case "account" -> "Account's ID";
      default -> "Organisation";
    };
  }

  /// Whether anything is left out.
  public boolean isNarrowed() {
    return !text.isEmpty() || app.isPresent() || !word.isEmpty();
  }

  Search inState(String only) {
    return new Search(workspace, text, by, app, only, Optional.empty());
  }

  SessionFilter filter() {
    return filter(SessionsPage.ALL);
  }

  /// The same of those states only; the search has to leave one of them.
  SessionFilter filter(Set<String> only) {
    return SessionsPage.filter(
        wanted("user"), wanted("org"), app, word.isEmpty() ? only : Set.of(word));
  }

  /// Whether sessions in one of these states can be among those that are looked for.
  boolean leaves(Set<String> states) {
    return word.isEmpty() || states.contains(word);
  }

  /// A sentence for what is looked for.
  String told() {
    var told = new StringBuilder(isNarrowed() ? "All" : "All of them, whatever the app,");
    if (!word.isEmpty()) told.append(" in the state ").append(SessionsPage.words(word));
    app.ifPresent(key -> told.append(" of the app ").append(key.value()));
    if (!text.isEmpty())
      told.append(by.equals("org") ? " of the organisation " : " of the user ").append(text);
    return told.append(" in the workspace ").append(workspace.name()).append('.').toString();
  }

  private Optional<String> wanted(String field) {
    return by.equals(field) && !text.isEmpty() ? Optional.of(text) : Optional.empty();
  }

  /// The field of a search for accounts; empty where none is looked for.
  Optional<SessionBrowsing.Field> accountField() {
    if (text.isEmpty()) return Optional.empty();
    return switch (by) {
      case "email" -> Optional.of(SessionBrowsing.Field.ACCOUNT_EMAIL);
      case "name" -> Optional.of(SessionBrowsing.Field.ACCOUNT_NAME);
      case "account" -> Optional.of(SessionBrowsing.Field.ACCOUNT_ID);
      default -> Optional.empty();
    };
  }

  /// Where a search goes on.
  Optional<SessionBrowsing.Place> place() {
    return after.flatMap(spelled -> {
      var dot = spelled.indexOf('.');
      if (dot < 0) return Optional.empty();
      try {
        var key = new String(Base64.getUrlDecoder().decode(spelled.substring(0, dot)), UTF_8);
        return SessionId.parse(spelled.substring(dot + 1))
            .map(id -> new SessionBrowsing.Place(key, id));
      } catch (IllegalArgumentException notOurs) {
        return Optional.empty();
      }
    });
  }

  static String spelled(SessionBrowsing.Place place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.key().getBytes(UTF_8))
        + "."
        + place.id().value();
  }

  /// The address of something that is about this search.
  ///
  /// @param beginning of the address; what spells the search stands behind it
  String path(String beginning) {
    return beginning
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(query(Optional.empty()).getBytes(UTF_8));
  }

  /// The search that an address of [#path] spells; empty for any other text.
  static Optional<Search> spelling(String spelled, List<Workspace> workspaces) {
    try {
      var query = new String(Base64.getUrlDecoder().decode(spelled), UTF_8);
      return Optional.of(of(Parameters.parse(query), workspaces));
    } catch (IllegalArgumentException | Problem notOurs) {
      return Optional.empty();
    }
  }

  /// The address of this search's first page.
  public String href() {
    return href(Optional.empty());
  }

  String href(String next) {
    return href(Optional.of(next));
  }

  private String href(Optional<String> next) {
    return SessionsPage.PATH + "?" + query(next);
  }

  private String query(Optional<String> next) {
    var address = new StringBuilder("workspace=" + encoded(workspace.name()));
    if (!text.isEmpty()) address.append("&by=").append(by).append("&q=").append(encoded(text));
    app.ifPresent(key -> address.append("&app=").append(encoded(key.value())));
    if (!word.isEmpty()) address.append("&state=").append(word);
    next.ifPresent(place -> address.append("&after=").append(encoded(place)));
    return address.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
