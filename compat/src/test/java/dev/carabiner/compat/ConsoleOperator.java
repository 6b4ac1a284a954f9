package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Chromium.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The operator whom the browser tests of the console play, and what every page has to stand.
final class ConsoleOperator {
  static final String LOGIN = "lena@example.com";
  static final String PASSWORD = "a quite long sentence";

  /// How pages are looked at with every run: where room is scarce, and in the scheme that nobody
  /// works in who writes them.
  static final List<Named> LOOKS = List.of(new Named("390-dark", Look.DARK_PHONE));

  /// Every width in every scheme.
  static final List<Named> ALL_LOOKS =
      List.of(
          new Named("1280-light", Look.DESKTOP),
          new Named("1280-dark", Look.DARK),
          new Named("390-light", Look.PHONE),
          new Named("390-dark", Look.DARK_PHONE));

  private static final int MOST_CHARACTERS = 100_000;

  /// Where pictures go, if anybody wants them.
  private static final Optional<Path> PICTURES =
      Optional.ofNullable(System.getProperty("console.pictures"))
          .map(folder -> Path.of(folder).toAbsolutePath());

  private ConsoleOperator() {}

  /// A look and what its pictures are called by.
  record Named(String name, Look look) {}

  /// Becomes the first administrator.
  static void setUp(Window window, Installation installation) {
    window.visit(installation.consoleSetupLink());
    window.fill("name", "Lena Roth");
    window.fill("login", LOGIN);
    window.fill("password", PASSWORD);
    window.click("Make the administrator");
    window.arriveAt(installation.url().resolve("/console"));
  }

  /// Fills in the sign-in page.
  static void signIn(Window window) {
    window.fill("login", LOGIN);
    window.fill("password", PASSWORD);
    window.click("Sign in");
  }

  /// The page is within its window and its budget, and an automatic check finds nothing.
  static void examine(Window window, String page, Named look) {
    var called = page + "-" + look.name();
    PICTURES.ifPresent(folder -> window.wholePicture(folder.resolve(called + ".png")));
    assertThat(window.overflows()).as(called + " is wider than the window").isFalse();
    assertThat(window.findings()).as(called).isEmpty();
    assertThat(window.evaluate("document.documentElement.outerHTML.length").asInt())
        .as(called)
        .isLessThan(MOST_CHARACTERS);
  }
}
