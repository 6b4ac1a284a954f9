package dev.carabiner.server.connect.pages;

/// An account's name, told so that its owner knows it and a stranger does not.
final class MaskedAccount {
  private MaskedAccount() {}

  /// `maya@acme.example` is `m…@acme.example`; a name that is no e-mail address keeps its first
  /// letter only.
  static String of(String account) {
    String first = account.substring(0, account.offsetByCodePoints(0, 1));
    int at = account.lastIndexOf('@');
    return at > 0 ? first + "…" + account.substring(at) : first + "…";
  }
}
