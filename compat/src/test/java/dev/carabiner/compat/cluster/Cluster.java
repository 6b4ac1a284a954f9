package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Loopback;
import dev.carabiner.compat.Resource;
import dev.carabiner.sandbox.Account;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.RevocationReach;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.Reveal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Nodes on one database, behind a balancer, with a provider of every policy.
final class Cluster implements AutoCloseable {
  static final URI CALLBACK = URI.create("http://127.0.0.1:9/connected");

  /// How long access tokens live, unless a test wants shorter lives.
  static final Duration LIFE = Duration.ofHours(1);

  private static final int ACCOUNTS = 5_000;

  private final Path folder;
  private final URI url = Loopback.free("127.0.0.1");
  private final Map<Policy, Sandbox> providers = new EnumMap<>(Policy.class);
  private final List<Listing> listings = new ArrayList<>();
  private final List<ServerNode> nodes = new ArrayList<>();
  private final Duration life;
  private final AtomicInteger users = new AtomicInteger();
  private final Relay balancer;
  private volatile int behindTheBalancer;
  private Duration ahead = Duration.ZERO;

  final Database database;
  final Api api = new Api(url);

  private Cluster(Path folder, Duration life, Function<URI, Optional<Listing>> outside) {
    this.folder = folder;
    this.life = life;
    database = Database.start(folder.resolve("postgres"));
    balancer = Relay.at(url.getPort(), () -> node(behindTheBalancer).address().getPort());
    for (var policy : Policy.values()) providers.put(policy, newProvider(policy));
    providers.forEach((policy, provider) -> listings.add(Listing.of(policy, provider.issuer())));
    outside.apply(url).ifPresent(listings::add);
    write(
        folder.resolve("master.key"),
        MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));
  }

  /// So many nodes, all ready.
  static Cluster open(Path folder, int nodes) {
    return open(folder, nodes, LIFE);
  }

  /// The same with access tokens that live so long.
  static Cluster open(Path folder, int nodes, Duration life) {
    return open(folder, nodes, life, _ -> Optional.empty());
  }

  /// The same with one more provider, which is told our public URL.
  static Cluster open(
      Path folder, int nodes, Duration life, Function<URI, Optional<Listing>> outside) {
    var cluster = new Cluster(folder, life, outside);
    for (var i = 0; i < nodes; i++) cluster.add(cluster.database.url());
    cluster.nodes.forEach(ServerNode::awaitReady);
    return cluster;
  }

  /// One more node, on the way to the database that `store` is; not yet ready.
  ///
  /// @param before what its command line begins with
  ServerNode add(String store, String... before) {
    var address = Loopback.free("127.0.0.1");
    var home = folder.resolve("node" + nodes.size());
    write(home.resolve("carabiner.yaml"), ClusterSettings.yaml(url, address, store, listings));
    var node = new ServerNode(home.resolve("carabiner.yaml"), address, before);
    nodes.add(node);
    return node;
  }

  ServerNode node(int number) {
    return nodes.get(number);
  }

  List<ServerNode> nodes() {
    return List.copyOf(nodes);
  }

  Sandbox provider(Policy of) {
    return Objects.requireNonNull(providers.get(of));
  }

  /// What browsers ask goes to that node from now on.
  void lead(int node) {
    behindTheBalancer = node;
  }

  /// Time passes for the database and the providers.
  synchronized void pass(Duration time) {
    ahead = ahead.plus(time);
    providers.values().forEach(provider -> provider.control().advance(time));
    database.putAhead(ahead);
  }

  /// A user that nobody has seen yet, whose account at the provider has the same name.
  String newUser() {
    return "u" + users.getAndIncrement() % ACCOUNTS;
  }

  /// A new user's session, connected through a node.
  String connect(int node, Policy policy) {
    return connect(node, policy, newUser());
  }

  String connect(int node, Policy policy, String user) {
    return connect(node, policy.key(), user, user);
  }

  /// A user's session of that app, with an account at its provider.
  String connect(int node, String app, String user, String account) {
    lead(node);
    var started = api.link(node(node).address(), app, user);
    assertThat(started.status()).as(started.body()).isEqualTo(200);
    var end = new Visitor().connect(URI.create(started.text("url")), account);
    assertThat(end).hasToString(CALLBACK + "?session_id=" + started.text("session_id"));
    return started.text("session_id");
  }

  Api.Answer read(int node, String session) {
    return api.read(node(node).address(), session);
  }

  Api.Answer show(int node, String session) {
    return api.show(node(node).address(), session);
  }

  /// Every process is killed; the nodes' folders stay.
  void killNodes() {
    nodes.forEach(ServerNode::strike);
    nodes.forEach(ServerNode::awaitEnd);
  }

  /// Every node is started again and ready.
  void startNodes() {
    nodes.forEach(node -> node.launchAgain());
    nodes.forEach(ServerNode::awaitReady);
  }

  /// Whether that provider lets this access token in.
  boolean opens(Policy policy, String accessToken) {
    return new Resource(provider(policy).issuer().resolve("/api/me")).opensFor(accessToken);
  }

  private Sandbox newProvider(Policy policy) {
    var accounts =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(i -> new Account("u" + i, "User " + i, "u" + i + "@example.com"))
            .toArray(Account[]::new);
    var client =
        RegisteredClient.confidential(
            "carabiner",
            "provider-secret",
            url + "/connected_apps/callback/" + policy.key(),
            url + "/connected_apps/callback/" + policy.boundKey());
    return Sandbox.start(
        SandboxSettings.defaults()
            .withClients(client)
            .withAccounts(accounts)
            .withAutomaticConsent(true)
            .withAccessTokenLifetime(life)
            .withRotation(policy.rotation())
            .withRevocation(RevocationReach.ACCOUNT));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    nodes.forEach(ServerNode::close);
    balancer.close();
    database.close();
    providers.values().forEach(Sandbox::close);
  }
}
