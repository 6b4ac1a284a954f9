package dev.carabiner.server.app;

import dev.carabiner.server.api.Api;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.base.Monotonic;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.VirtualWorkers;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.connect.ClientDocumentDoor;
import dev.carabiner.server.connect.Connecting;
import dev.carabiner.server.console.Desk;
import dev.carabiner.server.console.sessions.BulkPage;
import dev.carabiner.server.console.sessions.SessionPage;
import dev.carabiner.server.governor.Governor;
import dev.carabiner.server.m2m.OperatorClients;
import dev.carabiner.server.oauth.AccountLookup;
import dev.carabiner.server.oauth.AssertedGrants;
import dev.carabiner.server.oauth.ClientKeys;
import dev.carabiner.server.oauth.ClientRemoval;
import dev.carabiner.server.oauth.Discovery;
import dev.carabiner.server.oauth.EnteredGrants;
import dev.carabiner.server.oauth.IntrospectionCall;
import dev.carabiner.server.oauth.LookupCall;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver;
import dev.carabiner.server.oauth.PushedRequests;
import dev.carabiner.server.oauth.Registrar;
import dev.carabiner.server.oauth.RevocationCall;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.outbound.Outbound;
import dev.carabiner.server.sessions.AppDeletion;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.Heartbeat;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.MassRevoking;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.Turnover;
import dev.carabiner.server.store.Store;
import dev.carabiner.server.tokens.AssertedSessions;
import dev.carabiner.server.tokens.Care;
import dev.carabiner.server.tokens.CareRooms;
import dev.carabiner.server.tokens.DueWork;
import dev.carabiner.server.tokens.MassRefreshing;
import dev.carabiner.server.tokens.OutageEvents;
import dev.carabiner.server.tokens.Outlooks;
import dev.carabiner.server.tokens.Proofs;
import dev.carabiner.server.tokens.RefreshNow;
import dev.carabiner.server.tokens.RefreshRooms;
import dev.carabiner.server.tokens.Reports;
import dev.carabiner.server.tokens.RevocationJob;
import dev.carabiner.server.tokens.Tokens;
import dev.carabiner.server.tokens.World;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.webhooks.DeliveryJob;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Puts the house together: a page of `new`, from the ground floor up. Nothing is decided here.
///
/// @param doors what is answered to the outside
/// @param dueWork what falls due for sessions
/// @param care what is done for connections without anybody asking
/// @param revocations what providers have yet to be told
/// @param deletion what is left of apps that are being deleted
/// @param recovery what a former life of this node, or an outage of the store, left behind
/// @param turnover whether the store has become another one, which may have forgotten
/// @param deliveries what webhooks have yet to be told
/// @param operators who operates this node
/// @param watch hears what is said to providers and counts what is done
/// @param console who works at the console
/// @param workers to be closed when the node stops
/// @param outbound to be closed when the node stops
record Wiring(
    List<Door> doors,
    DueWork dueWork,
    Runnable care,
    RevocationJob revocations,
    Runnable deletion,
    Recovery recovery,
    Turnover turnover,
    DeliveryJob deliveries,
    OperatorClients operators,
    Watch watch,
    ConsoleWiring console,
    Workers workers,
    Outbound outbound) {

  /// Longer than any call to a provider takes, so that its answer finds the app's credentials.
  private static final Duration DELETION_GRACE = Duration.ofMinutes(1);

  /// Where the house stands.
  ///
  /// @param lenient whether programs without cookies may finish flows of `open`
  /// @param passive whether this is a copy that leaves sessions and providers alone
  /// @param seams what stands between the rooms and the world outside
  record Surroundings(InstantSource clock, boolean lenient, boolean passive, Seams seams) {}

  static Wiring of(
      Settings settings,
      Store store,
      Journal journalFolder,
      Vault vault,
      LiveCatalogue catalogue,
      FileSetup file,
      Surroundings surroundings) {
    var clock = surroundings.clock();
    var random = new RandomValues();
    var url = settings.server().url();
    var redirectUris = new RedirectUris(url);
    var kept = settings.retention();
    var retention = new Retention(kept.revoked(), kept.pending(), kept.exchanges());

    var outbound = new Outbound(settings.outbound());
    var seams = surroundings.seams();
    var watch =
        Watch.of(store, journalFolder.node(), random, retention, clock, surroundings.passive());
    var wire = watch.over(seams.wire().apply(outbound::send));
    var resolver =
        new ProviderResolver(
            new Discovery(wire, clock), address -> settings.outbound().warning(address).isEmpty());
    var registered = store.registeredClients();
    var registrar = new Registrar(registered, redirectUris, wire, vault, clock, Pause.REAL);
    var clients = new ProviderClients(catalogue, resolver, vault, registrar, store.apps()::find);
    var calls = new TokenCalls(wire, clock);

    var journal = seams.journal().apply(journalFolder);
    var sessions = seams.sessions().apply(store.sessions());
    var events = new Events(random);
    var revoking = new Revoking(sessions, vault, events, random, retention);
    var confirming = new Confirming(sessions, vault, events, random, revoking);
    var flows = new Flows(sessions, random);

    var nodes = store.nodes();
    var outages = new OutageEvents(sessions, store.apps(), events);
    var governor =
        Governor.of(
            store.gates(),
            outages,
            new Governor.Node(
                journal.node(), () -> nodes.running(Heartbeat.LIFE), clock, Governor.IN_FLIGHT));
    var receipts = new Receipts(journal, vault);
    var turnover = new Turnover(store::turnovers, Monotonic.SYSTEM);
    var workers = new VirtualWorkers();
    var clocks = new Departure.Clocks(clock, Monotonic.SYSTEM);
    var refreshRooms =
        new RefreshRooms(
            sessions,
            store.apps(),
            clients,
            calls,
            receipts,
            turnover,
            nodes,
            store.alarms(),
            store.lessons(),
            governor,
            outages,
            events,
            revoking,
            vault);
    var tokens =
        Tokens.of(refreshRooms, catalogue, new World(clocks, workers, redirectUris), watch.tally());
    var dueWork = new DueWork(sessions, tokens.refresher(), revoking, events, retention);
    var outlooks = new Outlooks(catalogue);
    var lookup = new AccountLookup(wire, clock);
    var careRooms =
        new CareRooms(
            store.care(),
            sessions,
            store.apps(),
            clients,
            lookup,
            new IntrospectionCall(wire, clock),
            events,
            vault);
    var care = new Care(careRooms, outlooks, tokens, workers);
    var reports = new Reports(careRooms, outlooks, tokens, workers);
    var revocations =
        new RevocationJob(
            sessions,
            store.apps(),
            clients,
            new RevocationCall(wire, clock),
            vault,
            catalogue,
            workers);
    var deletion = new AppDeletion(store.leavingApps(), sessions, revoking, DELETION_GRACE);
    var removal = new ClientRemoval(registered, wire, vault);

    var webhooks = WebhookWiring.of(store.webhooks(), outbound, vault, random, clock);

    var machines =
        MachineWiring.of(
            store, new MachineWiring.Rooms(settings.server(), vault, clock, seams.keyPairs()));
    var gate = machines.gate();

    var massRevoking = new MassRevoking(sessions, revoking);
    var refreshing = new RefreshNow(sessions, tokens, workers);
    var massRefreshing = new MassRefreshing(sessions, refreshing, workers);
    var doors = new ArrayList<Door>(machines.doors());
    doors.addAll(
        Api.doors(
            (scope, handler) -> gate.guarding(scope, handler::handle),
            new Api.Rooms(
                store.apps(),
                sessions,
                flows,
                tokens.reads(),
                new Proofs(tokens.reads(), sessions, vault, clock),
                revoking,
                confirming,
                massRevoking,
                massRefreshing,
                store.alarms(),
                outlooks,
                reports,
                store.exchanges(),
                new AssertedSessions(refreshRooms, new AssertedGrants(calls, clock), random),
                vault),
            url));
    var managed =
        ManagingWiring.managed(
            store,
            file,
            new ManagingWiring.Rooms(
                catalogue, redirectUris, deletion, webhooks.webhooks(), vault, clock));
    doors.addAll(ManagingWiring.doors(gate, managed, clock));
    var connecting =
        Connecting.of(
            new Connecting.Sessions(
                sessions, confirming, revoking, events, retention, receipts, vault),
            new Connecting.Providers(
                store.apps(),
                clients,
                calls,
                new EnteredGrants(wire, calls),
                lookup,
                new LookupCall(wire, clock),
                new PushedRequests(wire, clock),
                catalogue),
            new Connecting.Face(settings.server().name(), URI.create(url), surroundings.lenient()),
            new Connecting.World(random, clocks, workers));
    doors.add(connecting.door());
    doors.add(
        new ClientDocumentDoor(
            store.apps(), redirectUris, new ClientKeys(registered, redirectUris, vault)));
    var recovery =
        new Recovery(receipts, sessions, store.isAlone(), tokens.replay(), connecting.replay());
    var console =
        ConsoleWiring.of(
            settings,
            store,
            new ConsoleWiring.Rooms(
                ConsoleWiring.sources(store, sessions, outlooks, catalogue, retention),
                new SessionPage.Deeds(flows, refreshing, revoking),
                new BulkPage.Deeds(massRevoking, massRefreshing),
                new Desk(store.apps(), managed.apps(), catalogue, redirectUris),
                managed,
                governor,
                wire,
                vault),
            surroundings);
    doors.add(console.door());
    if (surroundings.passive()) doors.replaceAll(PassiveCopy::of);
    return new Wiring(
        List.copyOf(doors),
        dueWork,
        () -> care.run(clock.instant()),
        revocations,
        () -> {
          deletion.run();
          removal.run();
        },
        recovery,
        turnover,
        webhooks.deliveries(),
        machines.operators(),
        watch,
        console,
        workers,
        outbound);
  }
}
