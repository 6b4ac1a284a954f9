package dev.carabiner.server.console.parts;

import java.util.Optional;

/// What came of an act. Success goes away by itself; a failure stays and may have a button.
public record Toast(boolean good, String words, Optional<Button> button) {
  public static Toast done(String words) {
    return new Toast(true, words, Optional.empty());
  }

  public static Toast failed(String words) {
    return new Toast(false, words, Optional.empty());
  }

  public Icon icon() {
    return good ? Icon.CHECK : Icon.ALERT;
  }

  public String role() {
    return good ? "status" : "alert";
  }
}
