package dev.carabiner.server.store;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.LeavingApps;
import dev.carabiner.server.apps.RegisteredClients;
import dev.carabiner.server.callers.MachineClients;
import dev.carabiner.server.doctor.Records;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.governor.Gates;
import dev.carabiner.server.m2m.SigningKeyStore;
import dev.carabiner.server.operators.ConsoleSessionStore;
import dev.carabiner.server.operators.OperatorStore;
import dev.carabiner.server.operators.Tries;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.CareStore;
import dev.carabiner.server.sessions.Concerns;
import dev.carabiner.server.sessions.Nodes;
import dev.carabiner.server.sessions.RotationLessons;
import dev.carabiner.server.sessions.SessionBrowsing;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.setup.AppStore;
import dev.carabiner.server.setup.ClientStore;
import dev.carabiner.server.setup.ProviderStore;
import dev.carabiner.server.setup.SetupStore;
import dev.carabiner.server.statistics.FigureStore;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.webhooks.WebhookStore;

/// An open store and the ports that it implements. All of them may be used by many threads, and
/// throw [dev.carabiner.server.base.Fault] when the database does not answer.
public final class Store implements AutoCloseable {
  private final Engine engine;
  private final SetupTables setup;

  Store(Engine engine) {
    this.engine = engine;
    this.setup = new SetupTables(engine);
  }

  /// Sessions, their flows, events and revocations.
  public SessionStore sessions() {
    return new SessionTables(engine);
  }

  /// The webhooks and what waits for them.
  public WebhookStore webhooks() {
    return new WebhookTables(engine);
  }

  /// Who reads, and who is to be looked after when.
  public CareStore care() {
    return new CareTable(engine);
  }

  /// What was said between us and providers.
  public ExchangeStore exchanges() {
    return new ExchangeTable(engine);
  }

  /// The sessions as a person looks through them.
  public SessionBrowsing browsing() {
    return new SessionBrowsingTable(engine);
  }

  /// What about sessions concerns a person.
  public Concerns concerns() {
    return new ConcernTable(engine);
  }

  /// How much was done.
  public FigureStore figures() {
    return new FigureTables(engine);
  }

  /// The nodes that run.
  public Nodes nodes() {
    return new NodeTable(engine);
  }

  /// The alarms of apps.
  public AppAlarms alarms() {
    return new AlarmTable(engine);
  }

  /// What providers have shown of their rotation.
  public RotationLessons lessons() {
    return new LessonTable(engine);
  }

  /// Whether no other process can use this store.
  public boolean isAlone() {
    return engine.isAlone();
  }

  /// What all nodes know of gates.
  public Gates gates() {
    return new GateTable(engine);
  }

  /// The machine clients.
  public MachineClients clients() {
    return setup.clients();
  }

  /// The connected apps.
  public ConnectedApps apps() {
    return setup.apps();
  }

  /// The clients that we have registered by program.
  public RegisteredClients registeredClients() {
    return new RegisteredClientTable(engine);
  }

  /// Apps that are being deleted.
  public LeavingApps leavingApps() {
    return new LeavingAppTable(engine);
  }

  /// Changes of clients, apps and providers.
  public SetupStore setup() {
    return setup;
  }

  /// Custom providers, one by one.
  public ProviderStore providers() {
    return setup.ofProviders();
  }

  /// Connected apps, one by one.
  public AppStore ownApps() {
    return setup.ofApps();
  }

  /// Machine clients, one by one.
  public ClientStore ownClients() {
    return setup.ofClients();
  }

  /// The keys that sign machine tokens.
  public SigningKeyStore signingKeys() {
    return new SigningKeyTable(engine);
  }

  /// Who may work at the console.
  public OperatorStore operators() {
    return new OperatorTable(engine);
  }

  /// Who is signed in at the console.
  public ConsoleSessionStore consoleSessions() {
    return new ConsoleSessionTable(engine);
  }

  /// Sign-ins tried in vain.
  public Tries signInTries() {
    return new SignInTryTable(engine);
  }

  /// Values of the installation as a whole.
  public Installation installation() {
    return new Installation(engine);
  }

  /// The rows as they are.
  public Records records() {
    return new RecordTables(engine);
  }

  /// Whether the database answers now.
  public boolean isHealthy() {
    return engine.isHealthy();
  }

  /// How often the database was found to be another one than before, which may have forgotten what
  /// was committed last; counts from the opening.
  public int turnovers() {
    return engine.turnovers();
  }

  /// Ends what is under way and lets go of the database.
  @Override
  public void close() {
    engine.close();
  }
}
