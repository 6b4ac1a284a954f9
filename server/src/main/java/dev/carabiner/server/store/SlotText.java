package dev.carabiner.server.store;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An unconfirmed grant as a column of its flow: JSON, its sealed values in base64.
final class SlotText {
  private SlotText() {}

  static String of(ProviderGrant grant) {
    var json = Json.object();
    grant
        .tokens()
        .ifPresent(tokens -> {
          put(json, "access_token", Optional.of(tokens.accessToken()));
          put(json, "refresh_token", tokens.refreshToken());
          json.put("start", tokens.start().toEpochMilli());
          tokens.end().ifPresent(end -> json.put("end", end.toEpochMilli()));
        });
    json.set("requested", JsonText.array(grant.requested()));
    json.set("granted", JsonText.array(grant.granted()));
    grant
        .account()
        .ifPresent(account -> {
          var object = json.putObject("account").put("id", account.id());
          account.name().ifPresent(name -> object.put("name", name));
          account.email().ifPresent(email -> object.put("email", email));
        });
    put(json, "kept", grant.kept());
    grant.end().ifPresent(end -> json.put("grant_end", end.toEpochMilli()));
    return Json.write(json);
  }

  static ProviderGrant read(String text) {
    var json = JsonText.document(text);
    return new ProviderGrant(
        sealed(json, "access_token")
            .map(access ->
                new TokenSet(
                    access,
                    sealed(json, "refresh_token"),
                    time(json, "start").orElseThrow(JsonText::damaged),
                    time(json, "end"))),
        JsonText.list(json.path("requested")),
        JsonText.list(json.path("granted")),
        Optional.ofNullable(json.get("account"))
            .map(account ->
                new ProviderAccount(
                    account.path("id").asString(), word(account, "name"), word(account, "email"))),
        sealed(json, "kept"),
        time(json, "grant_end"));
  }

  private static void put(ObjectNode json, String name, Optional<Sealed> sealed) {
    sealed.ifPresent(value -> json.put(name, Base64.getEncoder().encodeToString(value.bytes())));
  }

  private static Optional<Sealed> sealed(JsonNode json, String name) {
    return word(json, name).map(text -> Sealed.of(Base64.getDecoder().decode(text)));
  }

  private static Optional<Instant> time(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).map(value -> Instant.ofEpochMilli(value.asLong()));
  }

  private static Optional<String> word(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::asString);
  }
}
