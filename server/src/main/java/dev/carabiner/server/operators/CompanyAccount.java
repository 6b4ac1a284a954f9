package dev.carabiner.server.operators;

import dev.carabiner.server.base.Sha256;

/// Who somebody is at the company's OpenID provider: issuer and subject together are a person, and
/// nothing else is (OpenID Connect Core section 5.7).
///
/// @param address the e-mail address as the provider told it last, shown and never compared; empty
///   where it tells none
public record CompanyAccount(String issuer, String subject, String address) {
  /// The login that stands for this person: none that somebody can type, since no e-mail address
  /// looks like it.
  String login() {
    return "openid:" + Sha256.hex(issuer.length() + " " + issuer + subject);
  }

  /// Whether both are the same person, whatever the address.
  boolean isSameAs(CompanyAccount other) {
    return issuer.equals(other.issuer()) && subject.equals(other.subject());
  }
}
