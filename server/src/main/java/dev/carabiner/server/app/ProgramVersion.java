package dev.carabiner.server.app;

/// Which version this is, as the build wrote it into the program's archive.
final class ProgramVersion {
  private ProgramVersion() {}

  /// Such as `0.1.0`; "built from source" outside an archive.
  static String text() {
    var version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "built from source" : version;
  }
}
