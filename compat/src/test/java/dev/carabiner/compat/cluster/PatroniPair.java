package dev.carabiner.compat.cluster;

import dev.carabiner.compat.Eventually;
import dev.carabiner.compat.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Two PostgreSQL servers under Patroni with a synchronous standby, and the etcd that they vote in.
final class PatroniPair implements AutoCloseable {
  private static final Path ETCD = Path.of("/usr/bin/etcd");
  private static final Path PATRONI = Path.of("/usr/bin/patroni");
  private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path folder;
  private final List<Member> members = new ArrayList<>();
  private final Outsider etcd;
  private final URI votes;

  private record Member(Outsider process, Path home, int port, URI rest) {}

  private PatroniPair(Path folder, URI votes) {
    this.folder = folder;
    this.votes = votes;
    var peers = Loopback.free("127.0.0.1");
    etcd =
        Outsider.start(
            folder.resolve("etcd.log"),
            ETCD.toString(),
            "--data-dir=" + Outsider.folder(folder.resolve("etcd")),
            "--listen-client-urls=" + votes,
            "--advertise-client-urls=" + votes,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=default=" + peers);
  }

  static PatroniPair start(Path folder) {
    Packages.need(
        List.of(ETCD, PATRONI, BINARIES.resolve("postgres")),
        "etcd-server",
        "patroni",
        "postgresql-15");
    var pair = new PatroniPair(folder, Loopback.free("127.0.0.1"));
    try {
      pair.startBoth();
      return pair;
    } catch (AssertionError failed) {
      pair.close();
      throw failed;
    }
  }

  private void startBoth() {
    for (var name : List.of("one", "two")) {
      members.add(start(name, votes.getRawAuthority()));
      if (members.size() == 1) Eventually.holds("there is a primary", () -> primary() >= 0);
    }
    Eventually.holds("there is a synchronous standby", () -> answers(1, "/sync"));
  }

  /// Where whoever is primary answers.
  String url(String database) {
    return "postgresql://postgres:postgres@127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
        .formatted(members.get(0).port(), members.get(1).port(), database);
  }

  /// The same for the driver.
  String jdbc(String database) {
    return "jdbc:"
        + url(database).replace("postgres:postgres@", "")
        + "&user=postgres&password=postgres";
  }

  /// The machine of the primary is gone: its server and what watches over it.
  void killPrimary() {
    var primary = members.get(primary());
    primary.process().kill();
    try {
      var pid = Files.readAllLines(primary.home().resolve("data/postmaster.pid")).getFirst();
      var postmaster = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
      var backends = postmaster.descendants().toList();
      postmaster.destroyForcibly();
      backends.forEach(ProcessHandle::destroyForcibly);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Member start(String name, String votes) {
    var home = Outsider.folder(folder.resolve(name));
    var port = Loopback.free("127.0.0.1").getPort();
    var rest = Loopback.free("127.0.0.1");
    try {
      Files.writeString(home.resolve("patroni.yml"), yaml(name, votes, home, port, rest));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    var process =
        Outsider.start(folder.resolve(name + ".log"), PATRONI.toString(), home + "/patroni.yml");
    return new Member(process, home, port, rest);
  }

  private int primary() {
    for (var i = 0; i < members.size(); i++) if (answers(i, "/primary")) return i;
    return -1;
  }

  private boolean answers(int member, String path) {
    try {
      var request = HttpRequest.newBuilder(members.get(member).rest().resolve(path)).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private static String yaml(String name, String votes, Path home, int port, URI rest) {
    return """
    scope: carabiner
    name: %s
    etcd3: {hosts: '%s'}
    restapi: {listen: '%s', connect_address: '%s'}
    bootstrap:
      dcs:
        ttl: 8
        loop_wait: 2
        retry_timeout: 3
        synchronous_mode: true
        postgresql: {use_pg_rewind: false, parameters: {max_connections: 100, synchronous_commit: 'on'}}
      initdb: [{encoding: UTF8}]
      pg_hba: ['host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust']
    postgresql:
      listen: 127.0.0.1:%d
      connect_address: 127.0.0.1:%d
      data_dir: %s
      bin_dir: %s
      pgpass: %s/pgpass
      authentication:
        superuser: {username: postgres, password: postgres}
        replication: {username: replicator, password: replicator}
      parameters: {unix_socket_directories: %s}
    """
        .formatted(
            name,
            votes,
            rest.getRawAuthority(),
            rest.getRawAuthority(),
            port,
            port,
            home.resolve("data"),
            BINARIES,
            home,
            home);
  }

  @Override
  public void close() {
    members.forEach(member -> member.process().close());
    etcd.close();
  }
}
