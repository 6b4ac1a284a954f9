package dev.carabiner.server.providers;

import java.util.Optional;

/// One way in which answers tell of an error.
///
/// @param sign what marks an answer as an error
/// @param field dotted path of the error's word or number; absent: the mark is the word
public record ErrorPlace(Sign sign, Optional<String> field) {
  /// What marks an answer as an error.
  public sealed interface Sign {
    /// A member with another value than that of success.
    ///
    /// @param path dotted
    /// @param success its value in a good answer
    record NotSuccess(String path, String success) implements Sign {}

    /// A member that is there at all, and neither `0`, `false` nor empty.
    record Present(String path) implements Sign {}

    /// A member that is there, in an answer without an access token.
    record PresentWithoutToken(String path) implements Sign {}
  }
}
