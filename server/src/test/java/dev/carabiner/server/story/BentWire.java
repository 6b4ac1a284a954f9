package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundAnswer.Answered;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The server's way to its provider: bends the calls of one kind as a test says, and remembers all
/// of them.
final class BentWire {
  /// What is asked of a provider.
  enum Operation {
    EXCHANGE("grant_type=authorization_code", "code"),
    REFRESH("grant_type=refresh_token", "refresh_token"),
    REVOKE("token_type_hint=", "token");

    private final String mark;
    private final String spent;

    Operation(String mark, String spent) {
      this.mark = mark;
      this.spent = spent;
    }

    private static Optional<Operation> of(String body) {
      return Stream.of(values()).filter(each -> body.contains(each.mark)).findFirst();
    }
  }

  /// Something between the server and the wire.
  interface Bend {
    OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending, Wire straight);
  }

  /// One call that got as far as its first byte.
  ///
  /// @param spent a hash of the code or token that it spent
  record Call(Operation operation, String spent, OutboundAnswer answer) {
    boolean isGranted() {
      return answer instanceof Answered(var status, _, var body)
          && status == 200
          && body.reveal(Reveal.TO_READ_AN_ANSWER).contains("\"access_token\"");
    }
  }

  private record Bent(Operation operation, Bend bend) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private volatile Optional<Bent> bent = Optional.empty();

  Wire around(Wire straight) {
    return (request, beforeSending) -> {
      var body = request.body().map(text -> text.reveal(Reveal.TO_THE_PROVIDER)).orElse("");
      var operation = Operation.of(body);
      if (operation.isEmpty()) return straight.send(request, beforeSending);
      var left = new boolean[1];
      BeforeSending watched = () -> left[0] = beforeSending.mayGo();
      var bend = bent.filter(each -> each.operation() == operation.get()).map(Bent::bend);
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      OutboundAnswer answer;
      try {
        answer =
            bend.isPresent()
                ? bend.get().send(request, watched, straight)
                : straight.send(request, watched);
      } finally {
        now.decrementAndGet();
      }
      if (left[0]) calls.add(new Call(operation.get(), spent(body, operation.get().spent), answer));
      return answer;
    };
  }

  /// From now on, calls of this kind go this way.
  void bend(Operation operation, Bend bend) {
    bent = Optional.of(new Bent(operation, bend));
  }

  void straighten() {
    bent = Optional.empty();
  }

  /// The calls of one kind that left, in the order of their ends.
  List<Call> calls(Operation operation) {
    return calls.stream().filter(call -> call.operation() == operation).toList();
  }

  /// How many calls were under way together at most.
  int mostAtOnce() {
    return most.get();
  }

  void forget() {
    calls.clear();
  }

  /// What was spent with success and then spent once more; codes, what was spent twice at all.
  List<String> spentTwice() {
    var codes =
        calls(Operation.EXCHANGE).stream()
            .collect(Collectors.groupingBy(Call::spent, Collectors.counting()));
    var twice =
        codes.entrySet().stream().filter(each -> each.getValue() > 1).map(each -> each.getKey());
    var refreshes = calls(Operation.REFRESH);
    var again =
        refreshes.stream()
            .filter(Call::isGranted)
            .filter(call ->
                refreshes.stream()
                        .skip(refreshes.indexOf(call) + 1L)
                        .anyMatch(later -> later.spent().equals(call.spent()))
                    && !keepsItsToken(call))
            .map(Call::spent);
    return Stream.concat(twice, again).toList();
  }

  private static boolean keepsItsToken(Call call) {
    return call.answer() instanceof Answered(_, _, var body)
        && !body.reveal(Reveal.TO_READ_AN_ANSWER).contains("\"refresh_token\"");
  }

  private static String spent(String body, String name) {
    return Stream.of(body.split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> Sha256.hex(URLDecoder.decode(pair.substring(name.length() + 1), UTF_8)))
        .findFirst()
        .orElseThrow();
  }
}
