package dev.carabiner.sandbox.costume;

/** The desks of one provider, as its facts are on one day. */
final class Cast {
  final Stage stage;

  private final ConsentDesk consent;
  private final TokenDesk token;
  private final RenewalDesk renewal;
  private final CareDesk care;
  private final ResourceDesk resource;

  Cast(Stage stage) {
    this.stage = stage;
    this.consent = new ConsentDesk(stage);
    this.token = new TokenDesk(stage);
    this.renewal = new RenewalDesk(stage);
    this.care = new CareDesk(stage);
    this.resource = new ResourceDesk(stage);
  }

  /** The name of the desk that a request is for. */
  String desk(Asked asked) {
    if (consent.concerns(asked)) {
      return "authorize";
    }
    if (care.concerns(asked)) {
      return "care";
    }
    if (renewal.concerns(asked)) {
      return "renew";
    }
    if (token.concerns(asked)) {
      return "token";
    }
    return resource.concerns(asked) ? "resource" : "nowhere";
  }

  Told answer(String desk, Asked asked) {
    return switch (desk) {
      case "authorize" -> consent.answer(asked);
      case "care" -> care.answer(asked);
      case "renew" -> renewal.answer(asked);
      case "token" -> token.answer(asked);
      case "resource" -> resource.answer(asked);
      default -> {
        stage.complain("there is nothing at " + asked);
        yield Told.json(404, java.util.Map.of("error", "not_found"));
      }
    };
  }
}
