package dev.carabiner.server.connect.pages;

import java.time.Duration;
import java.util.Optional;

/// Why a connecting user cannot go on. `ErrorWords` says each of them in words.
public sealed interface ConnectError {
  /// The link was opened after its time.
  ///
  /// @param lifetime how long links stay open
  record LinkRanOut(Duration lifetime) implements ConnectError {}

  /// The link or the callback belongs to another browser, or is used up.
  record LinkUsed() implements ConnectError {}

  /// The user came back from the provider after the state had run out.
  ///
  /// @param provider where the time went by
  /// @param limit how long a state lives
  record TookTooLong(String provider, Duration limit) implements ConnectError {
    public TookTooLong {
      provider = PlainText.required("provider", provider);
    }
  }

  /// The user came from the provider without having begun in the product.
  record BegunElsewhere(String provider) implements ConnectError {
    public BegunElsewhere {
      provider = PlainText.required("provider", provider);
    }
  }

  /// The provider cannot be reached, or gave no usable answer.
  record ProviderSilent(String provider) implements ConnectError {
    public ProviderSilent {
      provider = PlainText.required("provider", provider);
    }
  }

  /// A reconnect came back with another provider account.
  ///
  /// @param provider whose account it is
  /// @param expected the account that the connection belongs to, unmasked; the page shows it masked
  record OtherAccount(String provider, Optional<String> expected) implements ConnectError {
    public OtherAccount {
      provider = PlainText.required("provider", provider);
      expected = expected.map(PlainText::of).filter(account -> !account.isEmpty());
    }
  }

  /// The operator's settings or the provider's registration are not right. The page gives no
  /// details.
  record NotSetUp() implements ConnectError {}

  /// No such link, or no such page.
  record NothingHere() implements ConnectError {}

  /// "This is not me", with no callback to tell.
  record RefusedHere() implements ConnectError {}

  /// The user said no at the provider, with no callback to tell.
  record RefusedThere(String provider) implements ConnectError {
    public RefusedThere {
      provider = PlainText.required("provider", provider);
    }
  }

  /// A fault of ours (the store does not answer, say), at a point where we do not know how far we
  /// came.
  record OurTrouble() implements ConnectError {}
}
