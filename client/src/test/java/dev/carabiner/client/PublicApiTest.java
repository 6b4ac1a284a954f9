package dev.carabiner.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What others may rely on, as text in git. After a change made on purpose, run this test with
 * {@code -Dapi.write=true}.
 */
class PublicApiTest {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path WRITTEN = Path.of("api.txt");

  @Test
  void the_exported_types_are_those_in_the_file() throws Exception {
    String now = exported();
    if (Boolean.getBoolean("api.write")) {
      Files.writeString(WRITTEN, now);
    }
    assertThat(Files.readString(WRITTEN)).isEqualTo(now);
  }

  @Test
  void no_exported_signature_names_an_internal_type() throws Exception {
    assertThat(exported()).isNotBlank().doesNotContain("internal");
  }

  @Test
  void the_module_exports_one_package_and_needs_one_library() throws IOException {
    try (var file = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      ModuleDescriptor module = ModuleDescriptor.read(file);
      assertThat(module.exports())
          .extracting(ModuleDescriptor.Exports::source)
          .containsExactly("dev.carabiner.client");
      assertThat(module.requires())
          .filteredOn(need -> !need.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
          .extracting(ModuleDescriptor.Requires::name)
          .containsExactlyInAnyOrder("java.base", "java.net.http", "tools.jackson.core");
    }
  }

  @Test
  void every_class_runs_on_java_17() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        try (var bytes = new DataInputStream(Files.newInputStream(file))) {
          bytes.skipNBytes(6);
          assertThat(bytes.readUnsignedShort()).as(file.toString()).isEqualTo(61);
        }
      }
    }
  }

  private static String exported() throws Exception {
    var text = new StringBuilder();
    for (Class<?> type : types()) {
      text.append(brief(type.toGenericString() + parents(type))).append('\n');
      for (String line : members(type)) {
        text.append("    ").append(line).append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static List<Class<?>> types() throws Exception {
    try (Stream<Path> files = Files.list(CLASSES.resolve("dev/carabiner/client"))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
              .map(file -> "dev.carabiner.client." + file.replace(".class", ""))
              .sorted()
              .toList();
      return names.stream().<Class<?>>map(PublicApiTest::load).filter(PublicApiTest::seen).toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException missing) {
      throw new AssertionError(missing);
    }
  }

  private static boolean seen(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getDeclaringClass() == null || seen(type.getDeclaringClass()));
  }

  private static String parents(Class<?> type) {
    var parents = new StringBuilder();
    Class<?> parent = type.getSuperclass();
    if (parent != null && parent != Object.class && parent != Record.class) {
      parents.append(" extends ").append(parent.getName());
    }
    for (Class<?> face : type.getInterfaces()) {
      parents.append(" implements ").append(face.getName());
    }
    return parents.toString();
  }

  private static List<String> members(Class<?> type) {
    Stream<AccessibleObject> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Arrays::stream);
    return members.filter(PublicApiTest::offered).map(PublicApiTest::line).sorted().toList();
  }

  private static boolean offered(AccessibleObject object) {
    Member member = (Member) object;
    boolean everyones = List.of("equals", "hashCode", "toString").contains(member.getName());
    return !member.isSynthetic()
        && !everyones
        && (Modifier.isPublic(member.getModifiers())
            || Modifier.isProtected(member.getModifiers()));
  }

  private static String line(AccessibleObject object) {
    String owner = ((Member) object).getDeclaringClass().getName() + ".";
    String whole =
        object instanceof Executable executable ? executable.toGenericString() : object.toString();
    return brief(whole.replace(owner, ""));
  }

  private static String brief(String signature) {
    return signature.replaceAll("\\b(dev\\.carabiner\\.client|java(\\.[a-z]+)+)\\.(?=[A-Z])", "");
  }
}
