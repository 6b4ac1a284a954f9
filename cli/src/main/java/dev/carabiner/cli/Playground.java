package dev.carabiner.cli;

import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.Settings;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/// A server and the sandbox as its provider, both in this process.
record Playground(Carabiner server, Sandbox sandbox) implements AutoCloseable {
  /// Starts both; they answer when this returns.
  ///
  /// @param clock the time of both
  /// @param more what else the sandbox is to be like
  static Playground start(
      DevPlan plan,
      DevIdentity identity,
      Settings settings,
      InstantSource clock,
      UnaryOperator<SandboxSettings> more) {
    var redirectUri = settings.server().url() + "/connected_apps/callback/sandbox";
    var sandbox =
        Sandbox.start(
            more.apply(
                SandboxSettings.defaults()
                    .withClock(clock)
                    .withPort(plan.sandboxPort())
                    .withClients(
                        RegisteredClient.confidential(
                                DevIdentity.SANDBOX_CLIENT, identity.sandboxSecret(), redirectUri)
                            .withAnyLoopback())
                    .withAutomaticConsent(plan.automatic())));
    try {
      return new Playground(server(plan, settings, clock), sandbox);
    } catch (RuntimeException failed) {
      sandbox.close();
      throw failed;
    }
  }

  private static Carabiner server(DevPlan plan, Settings settings, InstantSource clock) {
    return plan.automatic()
        ? Carabiner.startForTrying(settings, clock)
        : Carabiner.start(settings, clock);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } finally {
      sandbox.close();
    }
  }
}
