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
import java.util.List;
import java.util.Optional;

/// What an error page says: what happened, what it means for the user, what to do next.
///
/// @param icon drawn above the title
/// @param title the headline
/// @param paragraphs below it, in order
public record ErrorWords(Icon icon, Phrase title, List<Phrase> paragraphs) {
  private static final String UNCHANGED = " Nothing was connected and nothing changed.";
  private static final String AGAIN = "Go back to {} and press Connect again.";

  /// Style class of the sign: a refusal is nobody's trouble.
  public String tone() {
    return icon == Icon.DASH ? "idle" : "warn";
  }

  static ErrorWords of(ConnectError error, String product) {
    return switch (error) {
      case LinkRanOut ranOut ->
          new ErrorWords(
              Icon.CLOCK,
              Phrase.of("This link no longer works"),
              List.of(
                  Phrase.of(
                      "Links to connect an account open for "
                          + DurationWords.of(ranOut.lifetime())
                          + ", and this one is older."
                          + UNCHANGED),
                  Phrase.of(AGAIN, product)));
      case LinkUsed() ->
          // no UNCHANGED here: the first opening may well have connected the account
          new ErrorWords(
              Icon.SWAP,
              Phrase.of("This link was already used"),
              List.of(
                  Phrase.of(
                      "It works once, in the browser that opened it first. Opening it again changed nothing."),
                  Phrase.of(
                      "If {} does not show the connection, go back there and press Connect again.",
                      product)));
      case TookTooLong late ->
          new ErrorWords(
              Icon.CLOCK,
              Phrase.of("That took too long"),
              List.of(
                  Phrase.of(
                      "There are "
                          + DurationWords.of(late.limit())
                          + " to say yes at {}, and they had passed."
                          + UNCHANGED,
                      late.provider()),
                  Phrase.of(AGAIN, product)));
      case BegunElsewhere elsewhere ->
          new ErrorWords(
              Icon.DASH,
              Phrase.of("Begin in {}", product),
              List.of(
                  Phrase.of(
                      "You came from {}, and we cannot tell from there whose connection it would be."
                          + UNCHANGED,
                      elsewhere.provider()),
                  Phrase.of("Go to {} and press Connect there.", product)));
      case ProviderSilent silent ->
          new ErrorWords(
              Icon.TRIANGLE,
              Phrase.of("{} does not answer at the moment", silent.provider()),
              List.of(
                  Phrase.of("We asked, and no usable answer came." + UNCHANGED),
                  Phrase.of(
                      "Wait a few minutes, then go back to {} and press Connect again.", product)));
      case OtherAccount other ->
          new ErrorWords(
              Icon.PERSON,
              Phrase.of("You chose another account"),
              List.of(
                  expected(other),
                  Phrase.of(
                      "Go back to {}, press Connect again and choose that account.", product)));
      case NotSetUp() ->
          new ErrorWords(
              Icon.TRIANGLE,
              Phrase.of("{} is not set up for this yet", product),
              List.of(
                  Phrase.of("This is not your doing." + UNCHANGED),
                  Phrase.of(
                      "Tell the people who run {} the number below. It leads them to what is missing.",
                      product)));
      case NothingHere() ->
          new ErrorWords(
              Icon.QUESTION,
              Phrase.of("There is nothing at this address"),
              List.of(
                  Phrase.of("The link is incomplete, or it is not one of ours." + UNCHANGED),
                  Phrase.of(AGAIN, product)));
      case RefusedHere() ->
          new ErrorWords(
              Icon.DASH,
              Phrase.of("We stopped here"),
              List.of(
                  Phrase.of("You said that this is not you." + UNCHANGED),
                  Phrase.of("If someone sent you the link, tell the people who run {}.", product)));
      case RefusedThere refused ->
          new ErrorWords(
              Icon.DASH,
              Phrase.of("You said no at {}", refused.provider()),
              List.of(
                  Phrase.of("So we stopped." + UNCHANGED),
                  Phrase.of(
                      "If you want it after all, go back to {} and press Connect again.",
                      product)));
      case OurTrouble() ->
          // no UNCHANGED here: we do not know it
          new ErrorWords(
              Icon.TRIANGLE,
              Phrase.of("We cannot go on at the moment"),
              List.of(
                  Phrase.of("The trouble is on our side, not yours."),
                  Phrase.of(
                      "Wait a few minutes, then look in {}. If it does not show the connection, press Connect again.",
                      product)));
    };
  }

  private static Phrase expected(OtherAccount other) {
    Optional<String> masked = other.expected().map(MaskedAccount::of);
    return masked.isPresent()
        ? Phrase.of(
            "This connection belongs to {} at {}." + UNCHANGED, masked.get(), other.provider())
        : Phrase.of(
            "This connection belongs to the {} account that it was made with." + UNCHANGED,
            other.provider());
  }
}
