package dev.carabiner.server.providers;

import java.time.Duration;
import java.util.Optional;

/// How long a provider's tokens live and how often it may be asked for new ones, for display and
/// for planning; what an answer says is always believed first.
///
/// @param accessTokenEnds whether an access token dies of itself
/// @param accessTokenLifetime how long it usually lives
/// @param refreshTokens what is known of refresh tokens
/// @param rotation what becomes of a refresh token that has been used
/// @param rotationGrace how long it stays valid under [RotationPolicy#GRACE]
/// @param refusedBeforeEnd a refresh is refused while the access token lives for longer than this;
///   absent: never for that
/// @param limit how many token requests the provider takes from one client; absent: nobody knows
public record Lifecycle(
    Ends accessTokenEnds,
    Optional<Duration> accessTokenLifetime,
    RefreshTokens refreshTokens,
    RotationPolicy rotation,
    Optional<Duration> rotationGrace,
    Optional<Duration> refusedBeforeEnd,
    Optional<TokenRequestLimit> limit) {

  /// Whether a token dies of itself.
  public enum Ends {
    YES,
    NO,
    /// The registration at the provider decides.
    OPTIONAL,
    UNKNOWN
  }

  /// Whether a refresh token comes with the access token.
  public enum Given {
    ALWAYS,
    /// Only with a scope or parameter.
    ON_REQUEST,
    /// The registration at the provider decides.
    OPTIONAL,
    NEVER,
    UNKNOWN
  }

  /// What is known of refresh tokens.
  ///
  /// @param given whether there is one
  /// @param request what has to be asked for to get one, in words
  /// @param lifetime the hard end
  /// @param idleLifetime the end when it is not used
  public record RefreshTokens(
      Given given,
      Optional<String> request,
      Optional<Duration> lifetime,
      Optional<Duration> idleLifetime) {}
}
