package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.app.Settings;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file that tells another program that everything answers, and where.
///
/// @param path absent when nobody asked for one
record ReadyFile(Optional<Path> path) implements AutoCloseable {
  /// The file at `path`; one of an earlier run is gone when this returns.
  static ReadyFile at(@Nullable Path path) throws IOException {
    if (path != null) Files.deleteIfExists(path);
    return new ReadyFile(Optional.ofNullable(path));
  }

  void write(DevPlan plan, DevIdentity identity, Settings settings) throws IOException {
    if (path.isEmpty()) return;
    var json =
        Json.object()
            .put("url", settings.server().url())
            .put("management_url", plan.managementUrl())
            .put("sandbox_url", plan.sandboxUrl())
            .put("client_id", identity.clientId())
            .put("client_secret", identity.clientSecret())
            .put("audience", settings.server().audiences().getFirst())
            .put("key_code_ref", "sandbox")
            .put("pid", ProcessHandle.current().pid());
    PrivateFile.replace(path.get(), (Json.write(json) + "\n").getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (path.isPresent()) Files.deleteIfExists(path.get());
  }
}
