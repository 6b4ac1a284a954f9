package dev.carabiner.server.replay;

import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.sandbox.costume.Costume;
import dev.carabiner.sandbox.costume.Facts;
import dev.carabiner.sandbox.costume.Wardrobe;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// One server with an app for every provider, and one sandbox that wears all their costumes; what
/// the server sends to a provider arrives at the costume that is on stage.
final class ReplayHouse implements AutoCloseable {
  private static final int LOWEST_PORT = 15_000;
  private static final int HIGHEST_PORT = 32_000;
  private static final String WELL_KNOWN = "/.well-known/";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?:at|rt)-([a-z0-9-]+)-[0-9a-f]{8}-[0-9a-f]{4}-|secret-of-([a-z0-9-]+)-0123456789");

  final Sandbox sandbox;
  final Map<String, Costume> costumes = new LinkedHashMap<>();
  final ReplayApi api;

  private final Carabiner server;
  private final List<BooleanSupplier> questions = new ArrayList<>();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<String> onStage = new AtomicReference<>("");

  ReplayHouse(Path folder, Collection<Facts> providers, String more) {
    var url = "http://127.0.0.1:" + freePort();
    InstantSource clock = this::now;
    sandbox = Sandbox.start(SandboxSettings.defaults().withClock(clock));
    for (var facts : providers) {
      var costume = new Costume(facts, url + "/connected_apps/callback/" + facts.id(), clock);
      costumes.put(facts.id(), costume);
      sandbox.wardrobe().wear(facts.id(), costume);
    }
    var yaml = ReplaySettings.yaml(url, sandbox.issuer(), costumes, more);
    server = start(folder, yaml, clock);
    api = new ReplayApi(URI.create(url), clock);
  }

  private Instant now() {
    return InstantSource.system().instant().plus(ahead.get());
  }

  /// Waits for something that happens behind an answer.
  static void eventually(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("did not come true within " + PATIENCE);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /// Asks this before the clock jumps, until it holds.
  void beforeJumps(BooleanSupplier question) {
    questions.add(question);
  }

  void jump(Duration by) {
    questions.removeIf(BooleanSupplier::getAsBoolean);
    if (by.compareTo(A_DAY) > 0)
      eventually(() -> {
        questions.removeIf(BooleanSupplier::getAsBoolean);
        return questions.isEmpty();
      });
    ahead.accumulateAndGet(by, Duration::plus);
  }

  /// From now on the server's calls are that provider's.
  Costume play(String id) {
    onStage.set(id);
    return costumes.get(id);
  }

  /// What the costume on stage complains of.
  List<String> complaints() {
    return costumes.get(onStage.get()).complaints();
  }

  /// Where the browser finds an address of the provider on stage; one of our own as it is.
  URI found(String url) {
    return found(onStage.get(), url);
  }

  private URI found(String provider, String url) {
    return url.startsWith("https://")
        ? Wardrobe.address(sandbox.issuer(), provider, url)
        : URI.create(url);
  }

  /// Work behind the scenes may be for a provider that has left the stage: every token and every
  /// secret says whose it is.
  private String ownerOf(OutboundRequest request) {
    var said = new StringBuilder(request.uri().toString());
    request.body().ifPresent(body -> said.append(' ').append(body.reveal(Reveal.TO_THE_PROVIDER)));
    request
        .headers()
        .values()
        .forEach(value -> said.append(' ').append(value.reveal(Reveal.TO_THE_PROVIDER)));
    var token = TOKEN.matcher(said);
    if (request.uri().getPath().contains(WELL_KNOWN)) return ownerOf(request.uri());
    if (!token.find()) return onStage.get();
    return token.group(1) == null ? token.group(2) : token.group(1);
  }

  private String ownerOf(URI discovery) {
    return costumes.entrySet().stream()
        .filter(
            each -> each.getValue().issuer().filter(issuer -> isOf(issuer, discovery)).isPresent())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(onStage::get);
  }

  private static boolean isOf(String issuer, URI discovery) {
    var stem = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    var uri = URI.create(stem);
    return discovery.toString().startsWith(stem + WELL_KNOWN)
        || (uri.getRawAuthority().equals(discovery.getRawAuthority())
            && !uri.getPath().isEmpty()
            && discovery.getPath().endsWith(uri.getPath()));
  }

  private Carabiner start(Path folder, String yaml, InstantSource clock) {
    try {
      var file = folder.resolve("carabiner.yaml");
      Files.writeString(file, yaml);
      var seams = new Seams(UnaryOperator.identity(), this::turned, UnaryOperator.identity());
      return Carabiner.start(new SettingsReader(Map.of()).read(file).settings(), clock, seams);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Wire turned(Wire straight) {
    return (request, before) ->
        straight.send(
            new OutboundRequest(
                request.method(),
                found(ownerOf(request), request.uri().toString()),
                request.headers(),
                request.body(),
                request.deadline()),
            before);
  }

  private static int freePort() {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // another one then
      }
    }
  }

  static List<Facts> all(List<String> ids) {
    return ids.stream().map(CatalogueFacts::of).toList();
  }

  @Override
  public void close() {
    server.stop();
    sandbox.close();
  }
}
