package dev.carabiner.server.outbound;

/// The guard says no. The message is for our own log; it never reaches the person who named the
/// address.
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  Refused(String why) {
    super(why, null, false, false);
  }
}
