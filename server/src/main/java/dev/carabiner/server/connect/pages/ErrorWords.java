package dev.carabiner.server.connect.pages;

import dev.carabiner.server.connect.pages.ConnectError.BegunElsewhere;
import dev.carabiner.server.connect.pages.ConnectError.LinkRanOut;
import dev.carabiner.server.connect.pages.ConnectError.LinkUsed;
import dev.carabiner.server.connect.pages.ConnectError.NotSetUp;
import dev.carabiner.server.connect.pages.ConnectError.NothingHere;
import dev.carabiner.server.connect.pages.ConnectError.OtherAccount;
import dev.carabiner.server.connect.pages.ConnectError.OurTrouble;
import dev.carabiner.server.connect.pages.ConnectError.ProviderSilent;
import dev.carabiner.server.connect.pages.ConnectError.RefusedHere;
import dev.carabiner.server.connect.pages.ConnectError.RefusedThere;
import dev.carabiner.server.connect.pages.ConnectError.TookTooLong;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an error page says: what happened, what it means for the user, what to do next.
///
/// @param icon drawn above the title
/// @param title the headline
/// @param paragraphs below it, in order
public record ErrorWords(Icon icon, Phrase title, List<Phrase> paragraphs) {
  /// Style class of the sign: a refusal is nobody's trouble.
  public String tone() {
    return icon == Icon.DASH ? "idle" : "warn";
  }

  static ErrorWords of(ConnectError error, String product, Texts texts) {
    var said = new Said(texts, product);
    return switch (error) {
      case LinkRanOut(var lifetime) -> said.during(lifetime).say(Icon.CLOCK, "ran-out");
      // it does not say that nothing was connected: the first opening may well have done so
      case LinkUsed() -> said.say(Icon.SWAP, "used");
      case TookTooLong(var provider, var limit) ->
          said.at(provider).during(limit).say(Icon.CLOCK, "too-long");
      case BegunElsewhere(var provider) -> said.at(provider).say(Icon.DASH, "elsewhere");
      case ProviderSilent(var provider) -> said.at(provider).say(Icon.TRIANGLE, "silent");
      case OtherAccount(var provider, var expected) ->
          expected
              .map(account ->
                  said.at(provider)
                      .with("account", MaskedAccount.of(account))
                      .say(Icon.PERSON, "account"))
              .orElseGet(() -> said.at(provider).say(Icon.PERSON, "some-account"));
      case NotSetUp() -> said.say(Icon.TRIANGLE, "not-set-up");
      case NothingHere() -> said.say(Icon.QUESTION, "nothing");
      case RefusedHere() -> said.say(Icon.DASH, "refused-here");
      case RefusedThere(var provider) -> said.at(provider).say(Icon.DASH, "refused-there");
      // nor does this: we do not know it
      case OurTrouble() -> said.say(Icon.TRIANGLE, "ours");
    };
  }

  /// The sentences of one case: its title, what happened, what to do next.
  private record Said(Texts texts, Map<String, String> names, String duration) {
    private Said(Texts texts, String product) {
      this(texts, Map.of("product", product), "");
    }

    private Said at(String provider) {
      return with("provider", provider);
    }

    private Said with(String place, String name) {
      var more = new HashMap<>(names);
      more.put(place, name);
      return new Said(texts, more, duration);
    }

    private Said during(Duration length) {
      return new Said(texts, names, DurationWords.of(length, texts));
    }

    private ErrorWords say(Icon icon, String what) {
      return new ErrorWords(
          icon, phrase(what), List.of(phrase(what + ".what"), phrase(what + ".next")));
    }

    private Phrase phrase(String key) {
      return Phrase.of(texts.text(key).replace("{duration}", duration), names);
    }
  }
}
