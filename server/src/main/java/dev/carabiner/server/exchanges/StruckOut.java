package dev.carabiner.server.exchanges;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The texts of one exchange that must not be kept, and how they are struck out of those that are.
/// A piece of ten characters is enough to know a secret by, whatever its case; beside that whatever
/// looks like a token, a JWT or an e-mail address goes.
final class StruckOut {
  /// What stands where something was.
  static final String SEALED = "sealed";

  private static final int PIECE = 10;
  private static final int SHORTEST = 4;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_READ = 2000;
  private static final int LONGEST_SECRET = 8192;
  private static final int MOST = 2000;

  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");
  private static final Pattern GUID =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /// A JWT; an e-mail address; letters and digits in one long run, which no word is.
  private static final Pattern SUSPICIOUS =
      Pattern.compile(
          "eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)*"
              + "|[^\\s@<>\"'()]{1,64}@[^\\s@<>\"'()]{1,255}"
              + "|(?=[A-Za-z_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{24,}");

  private final Set<String> pieces = new HashSet<>();
  private final Set<String> shorts = new HashSet<>();
  private int known;

  /// From now on the secret is known, in the spellings in which it travels.
  void add(Secret secret) {
    add(secret.reveal(Reveal.TO_STRIKE_IT_OUT));
  }

  /// Likewise. A text of less than four characters is no secret.
  void add(String secret) {
    if (secret.length() < SHORTEST || known++ >= MOST) return;
    var text = secret.length() > LONGEST_SECRET ? secret.substring(0, LONGEST_SECRET) : secret;
    spell(text);
    spell(URLEncoder.encode(text, UTF_8));
    var bytes = text.getBytes(UTF_8);
    spell(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    spell(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private void spell(String spelling) {
    var text = spelling.toLowerCase(Locale.ROOT);
    if (text.length() < PIECE) shorts.add(text);
    for (var start = 0; start + PIECE <= text.length(); start++)
      pieces.add(text.substring(start, start + PIECE));
  }

  /// Whether nothing in the text has to be struck out.
  boolean isClean(String text) {
    return clean(text).equals(text);
  }

  /// The text on one line, not too long, with [#SEALED] for everything that must not be kept.
  String clean(String text) {
    var read = text.length() > LONGEST_READ ? text.substring(0, LONGEST_READ) : text;
    var line = CONTROL.matcher(read).replaceAll(" ").strip();
    var out = new boolean[line.length()];
    strikeKnown(line, out);
    strikeSuspicious(line, out);
    var cleaned = withoutStruck(line, out);
    return cleaned.length() <= LONGEST_TEXT ? cleaned : cleaned.substring(0, LONGEST_TEXT) + "…";
  }

  private void strikeKnown(String line, boolean[] out) {
    var text = line.toLowerCase(Locale.ROOT);
    // where lower case has another length nothing fits any more: then nothing is kept
    if (text.length() != line.length()) {
      strike(out, 0, line.length());
      return;
    }
    for (var start = 0; start + PIECE <= text.length(); start++)
      if (pieces.contains(text.substring(start, start + PIECE))) strike(out, start, start + PIECE);
    for (var secret : shorts)
      for (var at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
        strike(out, at, at + secret.length());
  }

  private static void strikeSuspicious(String line, boolean[] out) {
    var found = SUSPICIOUS.matcher(line);
    while (found.find())
      if (!GUID.matcher(found.group()).matches()) strike(out, found.start(), found.end());
  }

  private static void strike(boolean[] out, int from, int to) {
    for (var i = from; i < to; i++) out[i] = true;
  }

  /// The rest of a word goes with its struck part: what is left of a secret is still of it.
  private static String withoutStruck(String line, boolean[] out) {
    var cleaned = new StringBuilder();
    var at = 0;
    while (at < line.length()) {
      var end = wordEnd(line, at);
      var struck = false;
      for (var i = at; i < end; i++) struck |= out[i];
      if (!struck) cleaned.append(line, at, end);
      else if (!cleaned.toString().endsWith(SEALED)) cleaned.append(SEALED);
      at = end;
    }
    return cleaned.toString();
  }

  /// The end of the run of characters of a token that begins there; one further on where none does.
  private static int wordEnd(String line, int from) {
    var end = from;
    while (end < line.length() && isOfAToken(line.charAt(end))) end++;
    return Math.max(end, from + 1);
  }

  private static boolean isOfAToken(char letter) {
    return Character.isLetterOrDigit(letter) || "-._~+/=%|".indexOf(letter) >= 0;
  }
}
