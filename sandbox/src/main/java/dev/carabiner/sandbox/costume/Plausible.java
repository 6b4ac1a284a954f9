package dev.carabiner.sandbox.costume;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds values that a provider's variable or field could have. */
final class Plausible {
  private static final List<String> COMMON =
      List.of(
          "acme",
          "acme.example.com",
          "acme.my.salesforce.com",
          "0123456789abcdef0123456789abcdef",
          "ACME0123456789",
          "v21.0",
          "com.br",
          "com",
          "amzn1.sp.solution.acme",
          "eu.app.clio.com",
          "sellercentral-europe.amazon.com");
  private static final Pattern ADDRESS =
      Pattern.compile(".*(url|uri|_server|domain|href|access_point|end_?point).*");

  private Plausible() {}

  /**
   * A value of a variable, which is not its preset where there is a choice.
   *
   * @param wholeHost whether the value is all of a host
   */
  static String ofVariable(Facts variable, boolean wholeHost) {
    String pattern = variable.text("pattern", ".*");
    List<String> candidates = new ArrayList<>(COMMON);
    if (wholeHost) {
      Collections.swap(candidates, 0, 1);
    }
    List<String> choices = choices(pattern);
    Collections.reverse(choices);
    candidates.addAll(choices);
    candidates.add(Specimen.of(pattern));
    variable.text("default").ifPresent(candidates::add);
    return candidates.stream()
        .filter(value -> Pattern.matches(pattern, value))
        .filter(value ->
            !variable.text("default").equals(java.util.Optional.of(value))
                || only(value, candidates, pattern))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no value for " + variable.need("id")));
  }

  private static boolean only(String value, List<String> candidates, String pattern) {
    return candidates.stream()
        .noneMatch(other -> !other.equals(value) && Pattern.matches(pattern, other));
  }

  /** What a provider could tell under that name. */
  static String ofField(String provider, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("host")) {
      return "api." + provider + ".example";
    }
    return ADDRESS.matcher(lower).matches()
        ? "https://api." + provider + ".example/" + lower.replace('_', '-')
        : "kept-" + lower.replace('_', '-');
  }

  /** The alternatives of a pattern that is nothing but a choice of plain words. */
  private static List<String> choices(String pattern) {
    String inner = pattern.replaceAll("^\\^\\(?|\\)?\\$$", "");
    List<String> choices = new ArrayList<>();
    for (String choice : inner.split("\\|", -1)) {
      choices.add(choice.replace("\\", ""));
    }
    return choices;
  }
}
