package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Clients at catalogue providers and at providers made up for a test, and a wire that remembers.
final class TestProviders {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final Wire NO_NETWORK =
      (request, _) -> {
        throw new AssertionError("nothing may be sent to " + request.uri());
      };

  private TestProviders() {}

  static OAuthClient client(String id) {
    return client(Catalogue.builtIn().find(id).orElseThrow());
  }

  static OAuthClient clientOf(String yaml) {
    return client(new ProviderReader(Catalogue.builtIn()).read(yaml, "test"));
  }

  static OAuthClient client(Provider provider) {
    return client(provider, Map.of(), ProviderResolver.Purpose.REFRESH);
  }

  /// A client at a provider that is told `variables`.
  static OAuthClient client(
      Provider provider, Map<String, String> variables, ProviderResolver.Purpose purpose) {
    var resolver = new ProviderResolver(new Discovery(NO_NETWORK, CLOCK), _ -> false);
    var resolution = resolver.resolve(provider, Optional.empty(), variables, purpose);
    if (!(resolution instanceof Resolution.Resolved(var resolved)))
      throw new AssertionError(resolution.toString());
    return new OAuthClient(resolved, "the-client", Optional.of(Secret.of("the secret&")));
  }

  static OutboundAnswer.Answered answer(int status, String body) {
    return answer(status, body, Map.of("content-type", "application/json"));
  }

  static OutboundAnswer.Answered answer(int status, String body, Map<String, String> headers) {
    var lists =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    return new OutboundAnswer.Answered(status, lists, Secret.of(body));
  }

  static String open(Secret secret) {
    return secret.reveal(Reveal.TO_COMPARE);
  }

  /// The whole request as text, for eyes and comparisons.
  static String shown(OutboundRequest request) {
    var text = new StringBuilder(request.method() + " " + request.uri() + "\n");
    request
        .headers()
        .forEach((name, value) ->
            text.append(name).append(": ").append(value.reveal(Reveal.TO_COMPARE)).append('\n'));
    request
        .body()
        .ifPresent(body -> text.append('\n').append(body.reveal(Reveal.TO_COMPARE)).append('\n'));
    return text.toString();
  }

  /// A wire that gives its answers one after the other and remembers what was sent.
  static final class Recording implements Wire {
    final List<OutboundRequest> sent = new ArrayList<>();
    private final List<OutboundAnswer> answers;

    Recording(OutboundAnswer... answers) {
      this.answers = new ArrayList<>(List.of(answers));
    }

    @Override
    public OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending) {
      if (!beforeSending.mayGo()) return new OutboundAnswer.NotSent(false, "changed its mind");
      sent.add(request);
      return answers.removeFirst();
    }
  }
}
