package dev.carabiner.server.store;

import dev.carabiner.server.governor.Gates;
import dev.carabiner.server.governor.GatesContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The whole contract on a real server.
class PostgresSessionStoreTest
    implements SessionContract,
        TextContract,
        ClaimContract,
        AlarmContract,
        RegisteredClientContract,
        OperatorContract,
        FlowContract,
        ListContract,
        GrantContract,
        RevocationContract,
        PressureContract,
        CareContract,
        SetupContract,
        OwnSetupContract,
        GatesContract,
        WebhookContract,
        ExchangeContract,
        FigureContract,
        BrowsingContract,
        ConcernContract {
  private static PostgresServer server;
  private static Store store;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    server = PostgresServer.start(folder);
    var settings = StoreSettings.parse(server.newDatabase(), folder);
    store = Stores.open(settings, InstantSource.system());
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
    server.close();
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Gates gates() {
    return store.gates();
  }
}
