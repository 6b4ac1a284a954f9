package dev.carabiner.compat.cluster;

import dev.carabiner.sandbox.Ledger;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the callers of one session did and were told, in whatever order it happened.
final class History {
  private record Seen(Operation.Kind kind, String token, long asked, long told) {}

  private final Cluster cluster;
  private final Policy policy;
  private final String session;
  private final List<Seen> seen = new ArrayList<>();

  History(Cluster cluster, Policy policy, String session) {
    this.cluster = cluster;
    this.policy = policy;
    this.session = session;
  }

  Policy policy() {
    return policy;
  }

  String session() {
    return session;
  }

  /// Reads at a node; a read that fails, or is told to come again, tells nothing.
  void read(URI node) {
    var asked = System.nanoTime();
    try {
      var answer = cluster.api.read(node, session);
      if (answer.status() == 200)
        add(new Seen(Operation.Kind.READ, answer.text("access_token"), asked, System.nanoTime()));
      else if (answer.code().equals("INVALID_SESSION"))
        add(new Seen(Operation.Kind.REFUSED, "", asked, System.nanoTime()));
    } catch (UncheckedIOException nodeIsGone) {
      // A caller that hears nothing learns nothing.
    }
  }

  /// Revokes at a node; without an answer nobody knows whether it happened.
  void revoke(URI node) {
    var asked = System.nanoTime();
    var told = Operation.NEVER;
    try {
      if (cluster.api.revoke(node, session).status() == 200) told = System.nanoTime();
    } catch (UncheckedIOException nodeIsGone) {
      // It may have happened, or may yet.
    }
    add(new Seen(Operation.Kind.REVOKE, "", asked, told));
  }

  synchronized boolean isRevoked() {
    return seen.stream().anyMatch(one -> one.kind() == Operation.Kind.REVOKE);
  }

  synchronized int size() {
    return seen.size();
  }

  /// As operations: tokens become numbers, in the order in which the provider gave them out.
  synchronized List<Operation> operations(Map<String, Integer> numbers) {
    return seen.stream()
        .map(one ->
            switch (one.kind()) {
              case READ -> Operation.read(numbers.get(one.token()), one.asked(), one.told());
              case REFUSED -> Operation.refused(one.asked(), one.told());
              case REVOKE -> Operation.revoke(one.asked(), one.told());
            })
        .toList();
  }

  /// The distinct tokens that were read, numbered by the provider's ledger.
  Map<String, Integer> numbers(Ledger ledger) {
    var given = new HashMap<String, Integer>();
    ledger
        .entries()
        .forEach(entry -> {
          var fingerprint = entry.outcome().tokens().get("access_token");
          if (fingerprint != null) given.put(fingerprint, (int) entry.number());
        });
    var numbers = new HashMap<String, Integer>();
    for (var token : tokens()) numbers.put(token, given.get(Trail.fingerprint(token)));
    return numbers;
  }

  private synchronized List<String> tokens() {
    return seen.stream().map(Seen::token).filter(token -> !token.isEmpty()).distinct().toList();
  }

  private synchronized void add(Seen one) {
    seen.add(one);
  }
}
