package dev.carabiner.server.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Millions of simulated troubles need no lines in the log.
final class Quiet implements BeforeAllCallback, AfterAllCallback {
  private static final Logger OURS = Logger.getLogger("dev.carabiner");

  @Override
  public void beforeAll(ExtensionContext context) {
    OURS.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    OURS.setLevel(null);
  }
}
