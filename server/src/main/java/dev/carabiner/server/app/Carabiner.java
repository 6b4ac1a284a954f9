package dev.carabiner.server.app;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.Monotonic;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Heartbeat;
import dev.carabiner.server.store.Store;
import dev.carabiner.server.store.StoreSettings;
import dev.carabiner.server.store.Stores;
import dev.carabiner.server.store.journal.JournalFolder;
import dev.carabiner.server.web.Edge;
import dev.carabiner.vault.Reveal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A running server. Starting opens from the ground up and, if anything fails, closes what was
/// opened; stopping goes the same way back.
public final class Carabiner {
  private static final System.Logger LOG = System.getLogger(Carabiner.class.getName());
  private static final Duration WORK_PAUSE = Duration.ofSeconds(1);
  private static final Duration FORGET_PAUSE = Duration.ofHours(1);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final LiveCatalogue catalogue;
  private final Settings settings;
  private final FileSetup fileSetup;
  private final Edge requests;
  private final Edge management;
  private final Edge local;
  private final ConsoleWiring console;
  private volatile boolean ready;

  private Carabiner(Settings settings, Wiring.Surroundings surroundings) {
    this.settings = settings;
    try {
      var store = open(Stores.open(settings.store().url(), surroundings.clock()));
      var inFile = settings.store().url() instanceof StoreSettings.InFile;
      var vault = VaultOpener.open(settings.masterKey(), store.installation(), inFile);
      fileSetup = new FileSetup(store.setup(), store.providers(), vault);
      catalogue = new LiveCatalogue(store.providers(), Catalogue.builtIn());
      fileSetup.apply(settings);
      catalogue.takeUp();
      var journal = open(JournalFolder.open(settings.store().journal(), surroundings.clock()));
      var wiring = Wiring.of(settings, store, journal, vault, catalogue, fileSetup, surroundings);
      // after those who work, so that it hears the last of them
      open(wiring.watch());
      open(wiring.outbound());
      open(wiring.workers());
      if (surroundings.passive()) LOG.log(System.Logger.Level.WARNING, PassiveCopy.AT_START);
      else work(store, journal.node(), wiring, surroundings.clock());
      management =
          open(
              Edge.start(
                  Addresses.plain(settings.server().managementListen(), "management"),
                  List.of(
                      new ManagementDoor(() -> isReady(store, journal), surroundings.passive()))));
      local = open(Edge.start(Addresses.plain(HostPort.freeOnLoopback(), "local"), wiring.doors()));
      requests = open(Edge.start(Addresses.requests(settings.server()), wiring.doors()));
      open(LocalSocket.open(localSocket(settings), workspace -> operatorLine(wiring, workspace)));
      console = wiring.console();
      ready = true;
    } catch (RuntimeException failed) {
      stop();
      throw failed;
    }
  }

  /// Brings to an end what was left, then begins what is done without anybody asking.
  private void work(Store store, String node, Wiring wiring, InstantSource clock) {
    wiring.recovery().atStart();
    var clocks = new Departure.Clocks(clock, Monotonic.SYSTEM);
    var heart = new Heart(store, node, wiring.recovery(), wiring.turnover(), clocks);
    // not before: who is seen to run has nothing left in its journal
    heart.beat();
    open(wiring.deliveries());
    schedule(open(new Scheduler()), wiring);
    wiring.watch().schedule(open(new Scheduler()));
    // of its own: a change of a provider must not wait for other work
    open(new Scheduler()).every(WORK_PAUSE, "providers of other nodes", catalogue::takeUp);
    schedule(open(new Scheduler()), open(new Scheduler()), heart);
    open(heart);
  }

  /// Starts a server and returns once it answers.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when the settings name something that cannot
  ///   be
  /// @throws dev.carabiner.server.base.Fault when the store or the journal's folder cannot be used
  /// @throws dev.carabiner.vault.MasterKeyUnusable when the master key is missing or another one
  ///   than the store's
  /// @throws dev.carabiner.server.web.CannotListen when an address is taken
  public static Carabiner start(Settings settings, InstantSource clock) {
    return new Carabiner(settings, new Wiring.Surroundings(clock, false, false, Seams.NONE));
  }

  /// As [#start], with something between the rooms and the world outside.
  public static Carabiner start(Settings settings, InstantSource clock, Seams seams) {
    return new Carabiner(settings, new Wiring.Surroundings(clock, false, false, seams));
  }

  /// As [#start], for a restored backup or a copy of a running installation: hands out tokens that
  /// live, changes no session and asks nothing of any provider.
  public static Carabiner startPassive(Settings settings, InstantSource clock) {
    return new Carabiner(settings, new Wiring.Surroundings(clock, false, true, PassiveCopy.SEAMS));
  }

  /// As [#start], for trying things out: flows of `open` also work for programs that keep no
  /// cookies.
  ///
  /// @throws IllegalArgumentException when the settings listen on anything but loopback
  public static Carabiner startForTrying(Settings settings, InstantSource clock) {
    if (!settings.server().listen().isLoopback())
      throw new IllegalArgumentException("trying things out is for loopback only");
    return new Carabiner(settings, new Wiring.Surroundings(clock, true, false, Seams.NONE));
  }

  /// The socket file through which operators on this machine reach a server with these settings.
  public static Path localSocket(Settings settings) {
    return LocalSocket.in(settings.dataFolder());
  }

  /// The public base URL.
  public URI url() {
    return URI.create(settings.server().url());
  }

  /// The address that makes the console's first administrator, once, within an hour; absent when
  /// there is somebody already. Whoever has it can use it.
  public Optional<URI> consoleSetupLink() {
    return console.operators().setupLink().map(link -> ConsoleWiring.welcome(settings, link));
  }

  /// The port that answers requests.
  public int port() {
    return requests.port();
  }

  /// The port that answers health.
  public int managementPort() {
    return management.port();
  }

  /// Takes up clients, providers and apps of changed settings; everything else counts from the next
  /// start.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when the settings name something that cannot
  ///   be; nothing is changed then
  public void reload(Settings changed) {
    fileSetup.apply(changed);
    catalogue.takeUp();
    LOG.log(System.Logger.Level.INFO, "clients, providers and apps are taken up again");
  }

  /// Finishes what is under way and stops. Safe to call twice.
  public void stop() {
    ready = false;
    while (!opened.isEmpty()) close(opened.pop());
  }

  /// A node that cannot write its journal refreshes nothing. Others can; where there are none,
  /// living tokens are better than nothing.
  private boolean isReady(Store store, JournalFolder journal) {
    return ready && store.isHealthy() && (store.isAlone() || journal.isWorking());
  }

  private static void schedule(Scheduler scheduler, Wiring wiring) {
    scheduler.every(WORK_PAUSE, "work that is due", wiring.dueWork()::run);
    scheduler.every(WORK_PAUSE, "care of connections", wiring.care());
    scheduler.every(WORK_PAUSE, "revocations at providers", wiring.revocations()::run);
    scheduler.every(WORK_PAUSE, "deliveries to webhooks", wiring.deliveries()::run);
    scheduler.every(WORK_PAUSE, "deletion of apps", wiring.deletion());
    scheduler.every(FORGET_PAUSE, "forgetting", wiring.dueWork()::forget);
    scheduler.every(FORGET_PAUSE, "forgetting at the console", wiring.console().forget());
  }

  /// On threads of their own: a heartbeat must not wait for other work, nor for a replay.
  private static void schedule(Scheduler beats, Scheduler looks, Heart heart) {
    beats.every(Heartbeat.PAUSE, "the heartbeat", heart::beat);
    looks.every(WORK_PAUSE, "recovery", heart::watch);
  }

  private String operatorLine(Wiring wiring, Workspace workspace) {
    var token =
        wiring
            .operators()
            .issue(workspace)
            .token()
            .token()
            .reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT);
    return Json.write(
        Json.object().put("url", "http://127.0.0.1:" + local.port()).put("access_token", token));
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      LOG.log(System.Logger.Level.WARNING, "a part did not close", failed);
    }
  }
}
