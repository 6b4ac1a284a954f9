package dev.carabiner.vault;

/// Why a secret is opened. Every opening names one of these, so that a search for a member finds
/// all places where a secret leaves its wrapping for that reason.
public enum Reveal {
  /// The owning application's back end asked for the access token of its own session.
  TO_THE_APP_THAT_OWNS_IT,
  /// The value is sent to the provider, browser or endpoint that issued or expects it.
  TO_THE_PROVIDER,
  /// The value is a provider's answer, taken apart into values that are wrapped again.
  TO_READ_AN_ANSWER,
  /// The value is shown once to the person who just made it.
  TO_THE_PERSON_WHO_MADE_IT,
  /// The value is a key that signs what we issue.
  TO_SIGN,
  /// The value is hashed for a comparison or a look-up.
  TO_COMPARE,
  /// The value is sealed, or sealed again under another key or binding.
  TO_SEAL,
  /// The value is searched for in a text that is kept, and struck out there.
  TO_STRIKE_IT_OUT
}
