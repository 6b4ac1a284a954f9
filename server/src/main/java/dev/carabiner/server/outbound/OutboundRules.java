package dev.carabiner.server.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What the guard lets out: https on port 443 to public addresses, and the operator's exceptions.
public record OutboundRules(List<AllowEntry> allow) {
  /// No exceptions.
  public static final OutboundRules STRICT = new OutboundRules(List.of());

  private static final int HTTPS_PORT = 443;

  public OutboundRules {
    allow = List.copyOf(allow);
  }

  /// Reads the entries of `outbound.allow`.
  ///
  /// @throws IllegalArgumentException naming the first entry that cannot be read; then none of them
  ///   counts
  public static OutboundRules parse(List<String> entries) {
    return new OutboundRules(entries.stream().map(AllowEntry::parse).toList());
  }

  /// Says in words that the guard forbids this address, and how to allow it; empty when it does
  /// not. Looks up no name, so a name that leads to a forbidden address is found out only when it
  /// is used.
  public Optional<String> warning(URI uri) {
    try {
      var target = Target.of(uri);
      var isLoopbackName =
          target.host().equals("localhost") || target.host().endsWith(".localhost");
      var objection =
          isLoopbackName ? objection(target, InetAddress.getLoopbackAddress()) : objection(target);
      return objection.map(why ->
          why
              + "; if it is meant, put "
              + target.host()
              + ":"
              + target.port()
              + " into outbound.allow");
    } catch (Refused refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  /// What speaks against `target` before any look-up.
  Optional<String> objection(Target target) {
    if (target.literal().isPresent()) return objection(target, target.literal().get());
    return allow.stream().anyMatch(entry -> entry.mayCover(target))
        ? Optional.empty()
        : schemeOrPort(target);
  }

  /// What speaks against a connection for `target` to `address`.
  Optional<String> objection(Target target, InetAddress address) {
    if (allow.stream().anyMatch(entry -> entry.covers(target, address))) return Optional.empty();
    return schemeOrPort(target)
        .or(() -> SpecialPurpose.of(address).map(purpose -> said(target, address, purpose)));
  }

  private static Optional<String> schemeOrPort(Target target) {
    if (!target.secure()) return Optional.of("http is refused, only https is allowed");
    return target.port() == HTTPS_PORT
        ? Optional.empty()
        : Optional.of("port " + target.port() + " is refused, only 443 is allowed");
  }

  private static String said(Target target, InetAddress address, String purpose) {
    var written = address.getHostAddress();
    return (target.literal().isPresent() ? "" : target.host() + " leads to ")
        + written
        + ", which is refused ("
        + purpose
        + ")";
  }
}
