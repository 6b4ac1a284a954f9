package dev.carabiner.examples;

import java.io.UncheckedIOException;

/// Starts the application; Ctrl-C stops it.
public final class Main {
  private static final String USAGE =
      """
      usage: CARABINER_CLIENT_ID=… CARABINER_CLIENT_SECRET=… java -jar carabiner-examples.jar [OPTION VALUE]…
        --server URL   Carabiner; http://127.0.0.1:8080
        --key KEY      the connected app's reference key; sandbox
        --api URL      what to read with the access token; http://127.0.0.1:8090/api/me
        --port N       where this application listens; 9500
      """;

  private Main() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    try {
      start(Settings.read(System.getenv(), arguments));
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    } catch (UncheckedIOException failed) {
      System.err.println(failed.getMessage());
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void start(Settings settings) {
    Application application = Application.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(application::close));
    System.out.println(
        "Open "
            + application.url()
            + "/ in a browser. Connections end at "
            + application.callbackUrl());
  }
}
