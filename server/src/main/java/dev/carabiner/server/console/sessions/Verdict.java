package dev.carabiner.server.console.sessions;

import dev.carabiner.server.console.parts.Tone;
import java.util.List;

/// Whether a session works, why not, since when, and what to do.
///
/// @param headline a sentence that a tired person understands
/// @param told what follows it, in sentences
/// @param acts what mends it or goes on from here, the best first
public record Verdict(Tone tone, String headline, String told, List<Act> acts) {
  public Verdict {
    acts = List.copyOf(acts);
  }

  static Verdict good(String headline, String told, Act... acts) {
    return new Verdict(Tone.OK, headline, told, List.of(acts));
  }

  static Verdict worry(String headline, String told, Act... acts) {
    return new Verdict(Tone.WARN, headline, told, List.of(acts));
  }

  static Verdict bad(String headline, String told, Act... acts) {
    return new Verdict(Tone.BAD, headline, told, List.of(acts));
  }

  static Verdict quiet(String headline, String told, Act... acts) {
    return new Verdict(Tone.IDLE, headline, told, List.of(acts));
  }

  /// What a person can do about a session.
  public enum Act {
    /// Makes a link that mends it.
    RECONNECT_LINK,
    /// Has its token renewed at once.
    REFRESH,
    /// Ends it.
    REVOKE,
    /// Leads to its app.
    OPEN_APP,
    /// Leads to its app, whose secret has to be replaced.
    REPLACE_SECRET,
    /// Leads to the session that took its place.
    OPEN_NEWER,
    /// Leads to what was said last.
    SEE_EXCHANGE,
    /// Leads to its provider.
    VIEW_PROVIDER
  }
}
