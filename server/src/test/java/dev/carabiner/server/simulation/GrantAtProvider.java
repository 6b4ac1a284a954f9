package dev.carabiner.server.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One grant as the provider knows it: the truth.
final class GrantAtProvider {
  final int number;
  final String account;
  final List<AtWire> requests = new ArrayList<>();

  private boolean dead;

  /// Why the grant is dead, for people; empty while it lives.
  String death = "";

  /// Whether the provider once said `invalid_grant` for no reason.
  boolean flaked;

  GrantAtProvider(int number, String account) {
    this.number = number;
    this.account = account;
  }

  boolean isDead() {
    return dead;
  }

  void die(String why) {
    if (!dead) death = why;
    dead = true;
  }

  /// One refresh token.
  static final class Refresh {
    final GrantAtProvider grant;
    final String value;
    final @Nullable Refresh parent;

    /// When it was first used; below zero: never.
    long usedAt = -1;

    boolean childUsed;

    Refresh(GrantAtProvider grant, String value, @Nullable Refresh parent) {
      this.grant = grant;
      this.value = value;
      this.parent = parent;
    }
  }

  /// One access token.
  record Access(GrantAtProvider grant, long bornAt, long endsAt) {}

  @Override
  public String toString() {
    return "grant-" + number;
  }
}
