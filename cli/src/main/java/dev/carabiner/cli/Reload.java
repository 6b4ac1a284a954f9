package dev.carabiner.cli;

import java.lang.System.Logger.Level;

/// Takes up settings while the server runs; when they are wrong it goes on as it was.
final class Reload {
  private static final System.Logger LOG = System.getLogger(Reload.class.getName());

  private Reload() {}

  static void attempt(Runnable takeUp) {
    try {
      takeUp.run();
      LOG.log(Level.INFO, "took up clients, providers and apps again");
    } catch (RuntimeException wrong) {
      LOG.log(Level.ERROR, "nothing was taken up: {0}", Failure.sentence(wrong));
    }
  }
}
