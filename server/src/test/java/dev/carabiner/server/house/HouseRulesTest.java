package dev.carabiner.server.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Holds the compiled classes against the tables of `HOUSE.md`.
class HouseRulesTest {
  private static final String SERVER = "dev.carabiner.server.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.carabiner.server");

  @Test
  void every_package_belongs_to_a_room_of_the_table() {
    var rooms = HouseTable.arrows("room").keySet();

    assertThat(CLASSES).isNotEmpty();
    assertThat(
            CLASSES.stream()
                .map(each -> room(each.getPackageName()))
                .distinct()
                .filter(room -> !room.startsWith("gg.")))
        .isSubsetOf(rooms);
  }

  @Test
  void rooms_use_only_what_the_table_allows() {
    var arrows = HouseTable.arrows("room");
    assertThat(arrows).hasSizeGreaterThan(10);
    arrows.forEach((room, allowed) -> {
      var packages = new ArrayList<>(allowed.stream().map(HouseRulesTest::packages).toList());
      packages.add(packages(room));
      classes()
          .that()
          .resideInAPackage(packages(room))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(packages.toArray(String[]::new))
                  .or(resideOutsideOfPackages("dev.carabiner.server..")))
          .because("HOUSE.md lists no other arrow from " + room)
          .check(CLASSES);
    });
  }

  @Test
  void only_web_knows_the_http_engine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packages("web"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .check(CLASSES);
  }

  @Test
  void only_outbound_opens_connections_to_other_servers() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("outbound"), packages("web"), packages("app"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net.http..", "org.apache.hc..")
                .or(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(
                        java.net.Socket.class,
                        java.net.URLConnection.class,
                        java.nio.channels.SocketChannel.class)))
        .check(CLASSES);
  }

  @Test
  void only_store_speaks_sql() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packages("store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..")
        .check(CLASSES);
  }

  @Test
  void time_comes_in_and_is_never_fetched() {
    for (var type :
        new Class<?>[] {
          Instant.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class
        }) noClasses().should().callMethod(type, "now").check(CLASSES);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    noClasses().should().callMethod(Clock.class, "systemUTC").check(CLASSES);
  }

  @Test
  void no_class_is_called_after_nothing() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Data")
        .orShould()
        .haveSimpleNameEndingWith("Info")
        .check(CLASSES);
  }

  @Test
  void what_is_secret_is_no_string() {
    noFields()
        .that()
        .haveNameMatching(
            "(?i)(.*(access_?token|refresh_?token|client_?secret|password|code_?verifier|connect_?code)|token|secret|code|verifier|state)")
        .and()
        .areNotStatic()
        .should()
        .haveRawType(String.class)
        .because("a String prints")
        .check(
            CLASSES.that(
                new com.tngtech.archunit.base.DescribedPredicate<>("not words of an outcome") {
                  @Override
                  public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
                    return !NamedLikeASecret.ALLOWED.contains(type.getName());
                  }
                }));
  }

  @Test
  void every_class_is_null_marked_by_its_package() {
    for (var each : CLASSES) {
      if (each.getPackageName().startsWith("gg.")) continue;
      assertThat(each.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))
          .as("package-info.java of " + each.getPackageName())
          .isTrue();
    }
  }

  private static String packages(String room) {
    return SERVER + room + "..";
  }

  private static String room(String packageName) {
    if (!packageName.startsWith(SERVER)) return packageName;
    var rest = packageName.substring(SERVER.length());
    var dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
