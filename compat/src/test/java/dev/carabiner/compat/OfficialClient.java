package dev.carabiner.compat;

import java.util.Map;

/// One of the official clients, configured for an installation by its documented means. Every
/// answer holds the members under the names that they have on the wire.
interface OfficialClient extends AutoCloseable {
  /// A token for machines, as the client fetches it.
  String machineToken();

  Reply authUrl(String keyCodeRef, String userId);

  Reply token(String sessionId);

  Reply revoke(String sessionId);

  @Override
  void close();

  /// How a call ended, as the client tells it.
  sealed interface Reply {
    record Success(Map<String, String> members) implements Reply {}

    /// @param code the first error's code
    record Failure(int status, String code) implements Reply {}

    default String text(String member) {
      return switch (this) {
        case Success(var members) when members.containsKey(member) -> members.get(member);
        case Success _, Failure _ -> throw new AssertionError("no " + member + " in " + this);
      };
    }
  }
}
