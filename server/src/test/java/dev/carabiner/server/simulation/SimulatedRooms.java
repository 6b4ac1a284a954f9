package dev.carabiner.server.simulation;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.ProviderChoice;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.apps.ReturnTo;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.connect.Connecting;
import dev.carabiner.server.governor.Governor;
import dev.carabiner.server.oauth.AccountChoice;
import dev.carabiner.server.oauth.AccountLookup;
import dev.carabiner.server.oauth.Discovery;
import dev.carabiner.server.oauth.EnteredGrants;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver;
import dev.carabiner.server.oauth.PushedRequests;
import dev.carabiner.server.oauth.RevocationCall;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.Heartbeat;
import dev.carabiner.server.sessions.Nodes;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.Turnover;
import dev.carabiner.server.tokens.DueWork;
import dev.carabiner.server.tokens.FreshTokens;
import dev.carabiner.server.tokens.OutageEvents;
import dev.carabiner.server.tokens.RefreshRooms;
import dev.carabiner.server.tokens.RevocationJob;
import dev.carabiner.server.tokens.Tokens;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The real rooms of one life of a node, put together as the program does it.
///
/// @param browsers answers connecting browsers
record SimulatedRooms(
    SessionStore sessions,
    FreshTokens reads,
    DueWork dueWork,
    RevocationJob revocations,
    Revoking revoking,
    Confirming confirming,
    Flows flows,
    Recovery recovery,
    Departure.Clocks clocks,
    Routes browsers) {
  static final String URL = "https://node.test";
  static final Vault VAULT =
      new Vault(KeyRing.of(Secret.of("0123456789abcdef0123456789abcdef"), List.of()));
  static final RandomValues RANDOM = new RandomValues();

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Catalogue CATALOGUE = catalogue();

  private static Catalogue catalogue() {
    var reader = new ProviderReader(Catalogue.EMPTY);
    return Catalogue.EMPTY.with(
        Stream.of(RotationPolicy.values())
            .map(policy -> reader.read(entry(policy), "test"))
            .toList());
  }

  private static String entry(RotationPolicy policy) {
    var word = policy.name().toLowerCase(Locale.ROOT);
    return """
    id: %s
    name: Simulated
    authorization_endpoint: https://provider.test/authorize
    token_endpoint: https://provider.test/token
    revocation_endpoint: https://provider.test/revoke
    account_endpoint: https://provider.test/account
    pkce: unsupported
    lifecycle: {rotation_policy: %s%s}
    """
        .formatted(
            word.replace('_', '-'),
            word,
            policy == RotationPolicy.GRACE
                ? ", rotation_grace: " + SimulatedProvider.GRACE.toSeconds()
                : "");
  }

  /// The one app there is.
  static ConnectedApp app(RotationPolicy declared, Linking linking) {
    return new ConnectedApp(
        new AppKey("app"),
        Workspace.DEFAULT,
        "App",
        new ProviderChoice(
            declared.name().toLowerCase(Locale.ROOT).replace('_', '-'), Optional.empty(), Map.of()),
        new ClientCredentials("client", Optional.empty()),
        new Consent(Map.of(), Map.of(), Optional.empty()),
        new ConnectedApp.Flow(
            linking,
            Duration.ofHours(1),
            new ReturnTo("https://application.test/connected", List.of())),
        new Keeping(RevokeAtProvider.LAST, Duration.ZERO, Optional.empty()));
  }

  private record OneApp(ConnectedApp app) implements ConnectedApps {
    @Override
    public Optional<ConnectedApp> find(AppKey key) {
      return key.equals(app.key()) ? Optional.of(app) : Optional.empty();
    }

    @Override
    public Optional<ConnectedApp> findEvenLeaving(AppKey key) {
      return find(key);
    }

    @Override
    public List<ConnectedApp> all() {
      return List.of(app);
    }
  }

  static SimulatedRooms of(
      World world, ConnectedApp app, SimulatedDisk disk, Place life, Breakage breakage) {
    var strands = world.strands();
    var storeCalls = new StoreCalls(world);
    SessionStore sessions =
        breakage.store(new ShakyStore(breakage.database(world.store(), world), world), world, life);
    var workers = new SimulatedWorkers(world, life);
    var wire = breakage.wire(new SimulatedWire(world), world);
    Supplier<Catalogue> catalogue = () -> CATALOGUE;
    var apps = new OneApp(app);
    var resolver = new ProviderResolver(new Discovery(wire, strands::instant), _ -> false);
    var clients = new ProviderClients(catalogue, resolver, VAULT);
    var calls = new TokenCalls(wire, strands::instant);
    var retention = new Retention(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(14));
    var events = new Events(RANDOM);
    var revoking = new Revoking(sessions, VAULT, events, RANDOM, retention);
    var confirming = new Confirming(sessions, VAULT, events, RANDOM, revoking);
    var nodes = world.ports().nodes(storeCalls);
    var governor =
        Governor.of(
            world.ports().gates(storeCalls),
            new OutageEvents(sessions, apps, events),
            new Governor.Node(
                disk.node(), () -> nodes.running(HEARTBEAT), strands::instant, Governor.IN_FLIGHT));
    var receipts = new Receipts(breakage.journal(disk.journal()), VAULT);
    var clocks = new Departure.Clocks(strands::instant, strands::nanos);
    var tokens =
        Tokens.of(
            new RefreshRooms(
                sessions,
                apps,
                clients,
                calls,
                receipts,
                new Turnover(() -> 0, strands::nanos),
                nodes,
                world.ports().alarms(storeCalls),
                world.ports().lessons(storeCalls),
                governor,
                new OutageEvents(sessions, apps, events),
                events,
                revoking,
                VAULT),
            catalogue,
            new dev.carabiner.server.tokens.World(clocks, workers, new RedirectUris(URL)));
    var connecting =
        Connecting.of(
            new Connecting.Sessions(
                sessions, confirming, revoking, events, retention, receipts, VAULT),
            new Connecting.Providers(
                apps,
                clients,
                calls,
                new EnteredGrants(wire, calls),
                new AccountLookup(wire, strands::instant),
                (_, _) -> AccountChoice.NONE,
                new PushedRequests(wire, strands::instant),
                catalogue),
            new Connecting.Face("Simulation", URI.create(URL), false),
            new Connecting.World(RANDOM, clocks, workers));
    var routes = new Routes();
    connecting.door().hang(routes);
    return new SimulatedRooms(
        sessions,
        tokens.reads(),
        new DueWork(sessions, tokens.refresher(), revoking, events, retention),
        new RevocationJob(
            sessions,
            apps,
            clients,
            new RevocationCall(wire, strands::instant),
            VAULT,
            catalogue,
            workers),
        revoking,
        confirming,
        new Flows(sessions, RANDOM),
        new Recovery(receipts, sessions, false, tokens.replay(), connecting.replay()),
        clocks,
        routes);
  }

  /// Made when the node is about to be ready.
  Heartbeat heartbeat(Nodes nodes, String node) {
    return new Heartbeat(nodes, node, recovery::isBehind, clocks);
  }
}
