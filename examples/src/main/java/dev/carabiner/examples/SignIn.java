package dev.carabiner.examples;

import java.util.Optional;

/// Signing in and out, without any proof of who one is: the one part of this example not to copy.
final class SignIn {
  private final BrowserSessions browsers;

  SignIn(BrowserSessions browsers) {
    this.browsers = browsers;
  }

  Reply page(Visit visit) {
    var browser = visit.browser().orElseGet(() -> browsers.begin(Optional.empty()));
    var body = new StringBuilder();
    for (var user : User.ALL)
      body.append(Html.button("/sign-in", browser.csrf(), "Sign in as " + user.name(), user.id()));
    return Reply.page(200, Html.page("Who are you?", body.toString()))
        .with("Set-Cookie", BrowserSessions.cookie(browser));
  }

  Reply signIn(Visit visit) {
    var user =
        visit
            .form()
            .get("user")
            .flatMap(User::find)
            .orElseThrow(() -> new BadRequest(400, "There is no such user."));
    visit.browser().ifPresent(browsers::end);
    var browser = browsers.begin(Optional.of(user));
    return Reply.seeOther("/").with("Set-Cookie", BrowserSessions.cookie(browser));
  }

  Reply signOut(Visit visit) {
    visit.browser().ifPresent(browsers::end);
    return Reply.seeOther("/sign-in");
  }
}
