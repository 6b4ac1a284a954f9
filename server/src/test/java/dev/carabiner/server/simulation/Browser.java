package dev.carabiner.server.simulation;

import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One user's browser on its way through a connection. It keeps the one cookie that it gets.
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final int REPEATS = 3;

  private final Nodes nodes;
  private Optional<String> cookie = Optional.empty();

  /// Where requests go: to any node.
  @FunctionalInterface
  interface Nodes {
    /// The answer; empty if none came.
    Optional<Reply> ask(String what, Function<SimulatedRooms, Reply> question);
  }

  Browser(Nodes nodes) {
    this.nodes = nodes;
  }

  /// Opens our link, and goes on where our page asks.
  ///
  /// @return the provider's address
  Optional<String> open(String path) {
    var opened = send(Request.get(path));
    if (opened.isEmpty() || opened.get().status() != 200) return opened.flatMap(Browser::location);
    var csrf = CSRF.matcher(new String(opened.get().body(), StandardCharsets.UTF_8));
    if (!csrf.find()) return Optional.empty();
    var form = "answer=continue&csrf=" + csrf.group(1);
    return send(Request.postForm(path, form)).flatMap(Browser::location);
  }

  /// Comes back from the provider; loads the page again when no answer comes.
  ///
  /// @return the application's address
  Optional<String> comeBack(String path) {
    for (var attempt = 0; attempt < REPEATS; attempt++) {
      var reply = send(Request.get(path));
      if (reply.filter(answer -> answer.status() < 500).isPresent())
        return reply.flatMap(Browser::location);
    }
    return Optional.empty();
  }

  private Optional<Reply> send(Request request) {
    var whole = cookie.map(value -> request.with("Cookie", value)).orElse(request);
    var reply = nodes.ask("browser", rooms -> rooms.browsers().answer(whole));
    reply
        .flatMap(answer -> header(answer, "Set-Cookie"))
        .ifPresent(set -> cookie = Optional.of(set.substring(0, set.indexOf(';'))));
    return reply;
  }

  private static Optional<String> location(Reply reply) {
    return header(reply, "Location");
  }

  private static Optional<String> header(Reply reply, String name) {
    return reply.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Reply.Header::value)
        .findFirst();
  }

  /// One parameter of an address.
  static Optional<String> parameter(String address, String name) {
    var query = address.substring(address.indexOf('?') + 1);
    for (var pair : query.split("&"))
      if (pair.startsWith(name + "="))
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
    return Optional.empty();
  }
}
