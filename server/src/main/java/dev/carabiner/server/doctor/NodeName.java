package dev.carabiner.server.doctor;

/// Node ids as they are shown.
final class NodeName {
  private static final int SHOWN = 8;

  private NodeName() {}

  /// Its first characters.
  static String of(String id) {
    return id.length() <= SHOWN ? id : id.substring(0, SHOWN) + "…";
  }
}
