package dev.carabiner.server.outbound;

import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a request to somebody else's server ended. Which of the three it was decides whether it may
/// be repeated.
public sealed interface OutboundAnswer {
  /// A complete answer came in time and within the size limit. Header names are lower case.
  record Answered(int status, Map<String, List<String>> headers, Secret body)
      implements OutboundAnswer {
    public Answered {
      headers = Map.copyOf(headers);
    }

    /// The first value of a header; the name in lower case.
    public Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
  }

  /// Surely not one byte of the request left this machine: refused by the guard, name not found, no
  /// connection, no TLS, or the sender changed its mind. Safe to repeat whatever the request was.
  ///
  /// @param guard whether our own guard refused the address
  /// @param why for the log
  record NotSent(boolean guard, String why) implements OutboundAnswer {}

  /// Bytes may have left, and no complete answer came: deadline, cut, or an answer over the limit.
  record NoAnswer(String why) implements OutboundAnswer {}
}
