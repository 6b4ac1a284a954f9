package dev.carabiner.server.connect.pages;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pages to look at and to check, by the name under which a picture of each is kept.
final class Samples {
  private static final String HOST = "connect.brightdesk.example";
  private static final String REQUEST = "4F7K2M9QX1";
  private static final Names NAMES = new Names("Brightdesk", "Google Calendar", "Google");
  private static final Optional<URI> BACK =
      Optional.of(URI.create("https://app.brightdesk.example/"));
  private static final List<String> TWO =
      List.of("see which Google account this is", "see and change the events in your calendars");

  /// As hostile as a stored text can get.
  static final String SCRIPT = "<script>alert('1')</script>\" onfocus=\"alert(2)\" x='";

  static final String OVERRIDE = "abc\u202Egnp.exe\u2066\u0007";
  static final String LONG = "x".repeat(40) + "y".repeat(40);

  private Samples() {}

  static Map<String, String> all(Pages pages) {
    Map<String, String> html = new LinkedHashMap<>();
    html.put("confirm", pages.confirm(confirm(NAMES, Optional.of("Maya Okafor"), TWO, List.of())));
    html.put(
        "confirm-unknown-user", pages.confirm(confirm(NAMES, Optional.empty(), TWO, List.of())));
    html.put(
        "confirm-no-list",
        pages.confirm(confirm(NAMES, Optional.of("Maya Okafor"), List.of(), List.of())));
    html.put(
        "confirm-five",
        pages.confirm(confirm(NAMES, Optional.of("Maya Okafor"), permissions(5), List.of())));
    html.put(
        "confirm-nine",
        pages.confirm(confirm(NAMES, Optional.of("Maya Okafor"), permissions(9), List.of())));
    html.put(
        "confirm-fields", pages.confirm(confirm(NAMES, Optional.of("Maya Okafor"), TWO, fields())));
    html.put("confirm-hostile", pages.confirm(hostile()));
    html.put(
        "confirm-long",
        pages.confirm(
            confirm(new Names(LONG, LONG, LONG), Optional.of(LONG), List.of(LONG), List.of())));
    html.put("choose", pages.choose(choose(NAMES, List.of("Acme Ltd", "Ada's own"))));
    html.put("choose-hostile", pages.choose(choose(hostileNames(), List.of(SCRIPT, OVERRIDE, ""))));
    html.put(
        "connect-done",
        pages.done(
            new DonePage(
                NAMES,
                Optional.of("maya.okafor@acme.example"),
                BACK,
                Optional.of("Third-party access"),
                HOST)));
    html.put(
        "connect-done-bare",
        pages.done(
            new DonePage(NAMES, Optional.empty(), Optional.empty(), Optional.empty(), HOST)));
    html.put(
        "connect-done-hostile",
        pages.done(
            new DonePage(hostileNames(), Optional.of(SCRIPT), BACK, Optional.of(OVERRIDE), HOST)));
    errors("Google")
        .forEach((name, error) ->
            html.put(name, pages.error(new ErrorPage(error, "Brightdesk", BACK, REQUEST, HOST))));
    errors(SCRIPT)
        .forEach((name, error) ->
            html.put(
                name + "-hostile",
                pages.error(new ErrorPage(error, SCRIPT, Optional.empty(), REQUEST, HOST))));
    return html;
  }

  static ConfirmPage confirm(
      Names names, Optional<String> forWhom, List<String> permissions, List<VariableField> fields) {
    ConfirmForm form =
        new ConfirmForm(URI.create("/connected_apps/start/abc"), "token-of-the-form", fields);
    var words = permissions.stream().map(each -> new Permission(each, false)).toList();
    return new ConfirmPage(names, forWhom, words, form, HOST);
  }

  static ChoosePage choose(Names names, List<String> accounts) {
    var form = new ChoosePage.Form(URI.create("/connected_apps/choose/abc"), "token-of-the-form");
    return new ChoosePage(names, accounts, form, HOST);
  }

  static ConfirmPage hostile() {
    VariableField field = new VariableField("host", SCRIPT, SCRIPT, SCRIPT, Optional.of(SCRIPT));
    return confirm(hostileNames(), Optional.of(SCRIPT), List.of(SCRIPT, OVERRIDE), List.of(field));
  }

  static ErrorPage error(ConnectError error) {
    return new ErrorPage(error, "Brightdesk", BACK, REQUEST, HOST);
  }

  static Map<String, ConnectError> errors(String provider) {
    Map<String, ConnectError> errors = new LinkedHashMap<>();
    errors.put("connect-error", new ConnectError.LinkRanOut(Duration.ofHours(1)));
    errors.put("connect-error-used", new ConnectError.LinkUsed());
    errors.put(
        "connect-error-late", new ConnectError.TookTooLong(provider, Duration.ofMinutes(10)));
    errors.put("connect-error-begun-elsewhere", new ConnectError.BegunElsewhere(provider));
    errors.put("connect-error-silent", new ConnectError.ProviderSilent(provider));
    errors.put(
        "connect-error-account",
        new ConnectError.OtherAccount(provider, Optional.of("maya@acme.example")));
    errors.put(
        "connect-error-some-account", new ConnectError.OtherAccount(provider, Optional.empty()));
    errors.put("connect-error-not-set-up", new ConnectError.NotSetUp());
    errors.put("connect-error-nothing", new ConnectError.NothingHere());
    errors.put("connect-error-refused-here", new ConnectError.RefusedHere());
    errors.put("connect-error-refused-there", new ConnectError.RefusedThere(provider));
    errors.put("connect-error-ours", new ConnectError.OurTrouble());
    return errors;
  }

  static List<String> permissions(int count) {
    return List.of(
            "see which Google account this is",
            "see and change the events in your calendars",
            "see your contacts",
            "send mail in your name",
            "keep access while you are away",
            "see the names of your files",
            "see your tasks",
            "change your tasks",
            "see your e-mail address")
        .subList(0, count);
  }

  private static List<VariableField> fields() {
    return List.of(
        new VariableField(
            "subdomain",
            "Account name",
            "The part before .crm.example in your address there",
            "",
            Optional.empty()),
        new VariableField(
            "region", "Region", "", "Ems", Optional.of("Two small letters, such as “em”")));
  }

  private static Names hostileNames() {
    return new Names(SCRIPT, SCRIPT + OVERRIDE, OVERRIDE);
  }
}
