package dev.carabiner.examples;

/// The first page: what is connected, and the buttons for it.
final class Home {
  private final SavedConnections saved;

  Home(SavedConnections saved) {
    this.saved = saved;
  }

  Reply page(Visit visit, User user) {
    var connection =
        saved.of(user).isPresent()
            ? Html.paragraph("Your notes are connected.")
                + Html.link("/notes", "Read my notes")
                + Html.button("/disconnect", visit.csrf(), "Disconnect notes")
            : Html.paragraph("Your notes are not connected.")
                + Html.button("/connect", visit.csrf(), "Connect notes");
    return Reply.page(
        200,
        Html.page(
            "Hello, " + user.name(),
            connection + Html.button("/sign-out", visit.csrf(), "Sign out")));
  }
}
