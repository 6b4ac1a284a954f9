package dev.carabiner.cli;

import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.sandbox.costume.Costume;
import dev.carabiner.sandbox.costume.Facts;
import dev.carabiner.sandbox.costume.Wardrobe;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// One server with an app for every provider, and one sandbox that wears all their costumes; what
/// the server sends to a provider arrives at the costume that is on stage.
final class ReplayHouse implements AutoCloseable {
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
  private final AtomicReference<String> onStage = new AtomicReference<>("");
  private final List<String> heard = new ArrayList<>();
  private final String url;
  private final DemoClock clock = new DemoClock();

  /// Opens it.
  ///
  /// @param folder where the server's store is
  /// @param providers whom to play
  /// @param own entries that do not come with the program
  /// @throws IllegalArgumentException when there is no way to play one of them
  ReplayHouse(Path folder, Collection<Facts> providers, Collection<YamlTree.Branch> own) {
    this(folder, providers, own, Linking.CONFIRM);
  }

  /// The same, where connect flows are finished in another way.
  ReplayHouse(
      Path folder, Collection<Facts> providers, Collection<YamlTree.Branch> own, Linking linking) {
    url = "http://127.0.0.1:" + Ports.free(1).getFirst();
    for (var facts : providers)
      costumes.put(facts.id(), new Costume(facts, callbacks() + facts.id(), clock));
    sandbox = Sandbox.start(SandboxSettings.defaults().withClock(clock));
    costumes.forEach(sandbox.wardrobe()::wear);
    try {
      server = start(folder, ReplaySettings.yaml(url, sandbox.issuer(), costumes, own, linking));
    } catch (RuntimeException failed) {
      sandbox.close();
      throw failed;
    }
    api = new ReplayApi(URI.create(url), clock);
  }

  /// What the addresses begin with to which providers send browsers back.
  String callbacks() {
    return url + "/connected_apps/callback/";
  }

  /// Waits for something that happens behind an answer.
  static void eventually(String what, BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      StepFailed.unless(
          System.nanoTime() < end, "not within " + PATIENCE.toSeconds() + " s: " + what);
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
      eventually(
          "there is a receipt of every revocation",
          () -> {
            questions.removeIf(BooleanSupplier::getAsBoolean);
            return questions.isEmpty();
          });
    clock.advance(by);
  }

  /// From now on the server's calls are that provider's.
  Costume play(String id) {
    onStage.set(id);
    heard();
    return costume();
  }

  /// What the costume on stage complains of.
  List<String> complaints() {
    return costume().complaints().stream().map(ReplayLines::cut).toList();
  }

  private Costume costume() {
    return Objects.requireNonNull(costumes.get(onStage.get()), "nobody is on stage");
  }

  /// What the provider on stage was asked and answered since this was last called, a line each.
  synchronized List<String> heard() {
    var lines = List.copyOf(heard);
    heard.clear();
    return lines;
  }

  synchronized void heard(String line) {
    heard.add(line);
  }

  /// Where the browser finds an address: one of the server's as it is, any other at the provider on
  /// stage.
  URI found(String address) {
    return address.startsWith(url + "/")
        ? URI.create(address)
        : Wardrobe.address(sandbox.issuer(), onStage.get(), address);
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
    if (request.uri().toString().contains(WELL_KNOWN)) return ownerOf(request.uri());
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

  private Carabiner start(Path folder, String yaml) {
    var seams = new Seams(UnaryOperator.identity(), this::turned, UnaryOperator.identity());
    // a replay is the same whatever the environment overrides
    var settings = new SettingsReader(Map.of()).read(yaml, folder.resolve("carabiner.yaml"));
    return Carabiner.start(settings.settings(), clock, seams);
  }

  private Wire turned(Wire straight) {
    return (request, before) -> {
      var owner = ownerOf(request);
      var answer = straight.send(turned(request, owner), before);
      if (owner.equals(onStage.get())) ReplayLines.of(request, answer).forEach(this::heard);
      return answer;
    };
  }

  private OutboundRequest turned(OutboundRequest request, String owner) {
    return new OutboundRequest(
        request.method(),
        Wardrobe.address(sandbox.issuer(), owner, request.uri().toString()),
        request.headers(),
        request.body(),
        request.deadline());
  }

  @Override
  public void close() {
    server.stop();
    sandbox.close();
  }
}
