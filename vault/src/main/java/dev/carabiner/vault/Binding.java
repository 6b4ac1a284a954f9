package dev.carabiner.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;

/// The place a sealed value belongs to. It is authenticated with the ciphertext, so a value copied
/// to another workspace, app, owner, field or generation does not open.
///
/// @param workspace the workspace that owns the value
/// @param app the connected app's key, or the kind of thing for values that belong to no app
/// @param owner the session, client or key whose value it is
/// @param field which of the owner's values it is
/// @param generation the owner's generation at which it was sealed; 0 for values that have none
public record Binding(String workspace, String app, String owner, String field, long generation) {
  public Binding {
    if (generation < 0) throw new IllegalArgumentException("generation must not be negative");
  }

  /// The associated data of the seal: each part with its length before it, so that no two bindings
  /// give the same bytes.
  byte[] associatedData() {
    var parts = List.of("carabiner-1", workspace, app, owner, field, Long.toString(generation));
    var encoded = parts.stream().map(part -> part.getBytes(UTF_8)).toList();
    var size = encoded.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
    var buffer = ByteBuffer.allocate(size);
    encoded.forEach(part -> buffer.putInt(part.length).put(part));
    return buffer.array();
  }
}
