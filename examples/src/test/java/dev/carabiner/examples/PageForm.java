package dev.carabiner.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The form that a button on a page sends.
///
/// @param action relative to the page
/// @param fields hidden ones, chosen ones, and the button's own
record PageForm(String action, Map<String, String> fields) {
  private static final Pattern FORM = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern INPUT = Pattern.compile("<input([^>]*)>");
  private static final Pattern BUTTON =
      Pattern.compile("<button([^>]*)>(.*?)</button>", Pattern.DOTALL);

  static PageForm with(String words, String page) {
    for (var form : FORM.matcher(page).results().toList()) {
      for (var button : BUTTON.matcher(form.group(2)).results().toList()) {
        if (!button.group(2).replaceAll("<[^>]*>", "").strip().equals(words)) continue;
        return new PageForm(
            attribute(form.group(1), "action"), fields(form.group(2), button.group(1)));
      }
    }
    throw new AssertionError("no button \"" + words + "\" on\n" + page);
  }

  private static Map<String, String> fields(String form, String button) {
    var fields = new LinkedHashMap<String, String>();
    for (var input : INPUT.matcher(form).results().toList()) {
      var attributes = input.group(1);
      var sent = attribute(attributes, "type").equals("hidden") || attributes.contains(" checked");
      if (sent) fields.put(attribute(attributes, "name"), attribute(attributes, "value"));
    }
    if (!attribute(button, "name").isEmpty())
      fields.put(attribute(button, "name"), attribute(button, "value"));
    return fields;
  }

  private static String attribute(String tag, String name) {
    var matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
  }
}
