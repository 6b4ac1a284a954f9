package dev.carabiner.server.connect;

import dev.carabiner.server.oauth.CallbackAnswer;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.sessions.Flow;

/// What a callback brought, read once it is known which provider it must come from.
@FunctionalInterface
interface ProviderAnswer {
  CallbackAnswer read(OAuthClient client, Flow.Step.Sent sent);
}
