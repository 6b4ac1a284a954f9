package dev.carabiner.server.console;

import dev.carabiner.server.operators.Role;
import java.util.List;

/// What runs here, and under which licences.
public final class AboutPage implements Page {
  private static final List<Component> COMPONENTS =
      List.of(
          new Component("Helidon", "the HTTP engine", "Apache-2.0"),
          new Component("Apache HttpComponents Core", "requests to providers", "Apache-2.0"),
          new Component("jte", "pages", "Apache-2.0"),
          new Component("Jackson, SnakeYAML Engine", "JSON and YAML", "Apache-2.0"),
          new Component("Jdbi, HikariCP, Flyway", "the store", "Apache-2.0"),
          new Component("SQLite, SQLite JDBC", "the store in a file", "public domain, Apache-2.0"),
          new Component("PostgreSQL JDBC", "the store in PostgreSQL", "BSD-2-Clause"),
          new Component("Tink, Nimbus JOSE + JWT", "sealing and signing", "Apache-2.0"),
          new Component("Password4j", "password hashes", "Apache-2.0"),
          new Component("QR Code generator library", "the picture of a second factor", "MIT"),
          new Component("Simple Icons", "marks of providers, whose trademarks they are", "CC0-1.0"),
          new Component("Caffeine", "caches", "Apache-2.0"),
          new Component("SLF4J", "log lines of libraries", "MIT"));

  private final View view;

  /// @param version of the program
  /// @param store which store is used, in words
  public AboutPage(String version, String store) {
    this.view =
        new View(
            version,
            Runtime.version().toString(),
            System.getProperty("os.name"),
            store,
            COMPONENTS);
  }

  /// A library in the program.
  public record Component(String name, String use, String licence) {}

  public record View(
      String version, String java, String system, String store, List<Component> components) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get("/console/about", Role.VIEWER, _ -> Answer.view("about", "About", Nav.ABOUT, view));
  }
}
