package dev.carabiner.server.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is stored, read by key in batches and as it is: a damaged row is given, not refused.
public interface Records {
  /// The store's clock.
  Instant now();

  /// Sessions whose id comes after `after`, by id, at most `limit`.
  List<StoredSession> sessions(String after, int limit);

  /// The session with that id.
  Optional<StoredSession> session(String id);

  /// Flows whose hash comes after `after`, by hash, at most `limit`.
  List<StoredFlow> flows(String after, int limit);

  /// The version of the flow with that hash; empty without such a flow.
  OptionalLong flowVersion(String linkHash);

  /// Revocations whose id comes after `after`, by id, at most `limit`.
  List<StoredRevocation> revocations(String after, int limit);

  /// All apps.
  List<StoredApp> apps();

  /// All webhooks.
  List<StoredWebhook> webhooks();

  /// All heartbeats.
  List<StoredNode> nodes();
}
