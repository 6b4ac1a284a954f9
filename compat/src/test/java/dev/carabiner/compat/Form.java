package dev.carabiner.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The form of a page, as a browser reads it.
///
/// @param action where it goes
/// @param fields every named field with its value
record Form(URI action, Map<String, String> fields) {
  private static final Pattern START =
      Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD = Pattern.compile("<input\\s[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("\\sname=\"([^\"]*)\"");
  private static final Pattern VALUE = Pattern.compile("\\svalue=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("\\stype=\"([^\"]*)\"");

  /// The first form of a page; buttons are left out.
  static Optional<Form> first(URI page, String html) {
    var start = START.matcher(html);
    if (!start.find()) return Optional.empty();
    var end = html.indexOf("</form>", start.end());
    var fields = new LinkedHashMap<String, String>();
    FIELD
        .matcher(html.substring(start.end(), end < 0 ? html.length() : end))
        .results()
        .map(found -> found.group())
        .filter(field -> !part(TYPE, field).equals("submit") && !part(NAME, field).isEmpty())
        .forEach(field -> fields.put(part(NAME, field), part(VALUE, field)));
    return Optional.of(new Form(page.resolve(plain(start.group(1))), fields));
  }

  /// As a body to post, with what the user typed and pressed.
  String filled(Map<String, String> answers) {
    var all = new LinkedHashMap<>(fields);
    all.putAll(answers);
    return all.entrySet().stream()
        .map(field ->
            URLEncoder.encode(field.getKey(), UTF_8)
                + "="
                + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String part(Pattern pattern, String field) {
    var found = pattern.matcher(field);
    return found.find() ? plain(found.group(1)) : "";
  }

  private static String plain(String text) {
    return text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
  }
}
