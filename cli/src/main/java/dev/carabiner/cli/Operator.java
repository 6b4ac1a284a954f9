package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.client.ApiClient;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.HostPort;
import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The operator's access to the machine API: of the server that `--server` names, of the one that
/// runs on this machine's data, or of one that runs for this command only.
final class Operator implements AutoCloseable {
  private static final int LONGEST_LINE = 64 * 1024;

  private final ApiClient client;
  private final Optional<Carabiner> own;

  private Operator(ApiClient client, Optional<Carabiner> own) {
    this.client = client;
    this.own = own;
  }

  /// Adds the options that [#of] reads.
  static void addOptions(CommandSpec spec) {
    spec.addOption(
        Words.value(
            "--server",
            "URL",
            "a server elsewhere, as CARABINER_CLIENT_ID with CARABINER_CLIENT_SECRET; without it"
                + " the one of the settings file"));
    spec.addOption(Words.config());
    spec.addOption(
        Words.value("--workspace", "NAME", "whose sessions; default without it, not for --server"));
  }

  /// The access that a command line asks for.
  static Operator of(ParseResult given, Terminal terminal) {
    String server = given.matchedOptionValue("--server", null);
    if (server != null) return elsewhere(server, terminal);
    var settings = SettingsFile.read(given, terminal).settings();
    String workspace = given.matchedOptionValue("--workspace", "default");
    var running = locally(Carabiner.localSocket(settings), workspace);
    if (running.isPresent()) return new Operator(running.get(), Optional.empty());
    // what a server says while it starts is no answer to the command
    LogLines.install(LogLevel.ERROR, terminal.err());
    var own =
        Carabiner.start(
            settings.listeningAt(HostPort.freeOnLoopback(), HostPort.freeOnLoopback()),
            InstantSource.system());
    try {
      var client =
          locally(Carabiner.localSocket(settings), workspace)
              .orElseThrow(() -> new CommandFailed("the server's local socket does not answer"));
      return new Operator(client, Optional.of(own));
    } catch (RuntimeException failed) {
      own.stop();
      throw failed;
    }
  }

  ApiClient client() {
    return client;
  }

  @Override
  public void close() {
    own.ifPresent(Carabiner::stop);
  }

  private static Operator elsewhere(String url, Terminal terminal) {
    var id = terminal.environment().get("CARABINER_CLIENT_ID");
    var secret = terminal.environment().get("CARABINER_CLIENT_SECRET");
    if (id == null || secret == null)
      throw new CommandFailed(
          "--server needs a machine client: set CARABINER_CLIENT_ID and CARABINER_CLIENT_SECRET");
    try {
      return new Operator(
          ApiClient.builder().baseUrl(url).clientCredentials(id, secret).build(), Optional.empty());
    } catch (IllegalArgumentException | IllegalStateException refused) {
      throw new CommandFailed("--server " + url + ": " + refused.getMessage(), refused);
    }
  }

  /// A client of the server that listens at this socket; empty when none does.
  private static Optional<ApiClient> locally(Path socket, String workspace) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var line = Json.write(Json.object().put("workspace", workspace)) + "\n";
      channel.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
      var answer = new String(Channels.newInputStream(channel).readNBytes(LONGEST_LINE), UTF_8);
      return Optional.of(client(answer));
    } catch (java.net.SocketException nobodyListens) {
      return Optional.empty();
    } catch (IOException broken) {
      throw new UncheckedIOException("the local socket " + socket + " broke", broken);
    }
  }

  private static ApiClient client(String answer) {
    var json = Json.parseObject(answer.strip()).orElseGet(Json::object);
    var url = json.path("url").asString("");
    var token = json.path("access_token").asString("");
    if (url.isEmpty() || token.isEmpty())
      throw new CommandFailed(
          "the server refused: " + json.path("error").asString("its answer cannot be read"));
    return ApiClient.builder().baseUrl(url).accessToken(token).build();
  }
}
