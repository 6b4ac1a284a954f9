package dev.carabiner.sandbox;

import java.util.List;

/** The page on which a person chooses an account and answers. */
final class ConsentPage {
  private final SandboxSettings settings;

  ConsentPage(SandboxSettings settings) {
    this.settings = settings;
  }

  String html(String pending, AuthorizationRequest request, Account preselected) {
    StringBuilder body = new StringBuilder();
    body.append("<p>It wants to:</p>\n<ul>\n");
    for (String scope : request.scopes()) {
      body.append("<li>")
          .append(Page.escape(settings.consent().scopes().getOrDefault(scope, scope)))
          .append(" <code>")
          .append(Page.escape(scope))
          .append("</code></li>\n");
    }
    body.append("</ul>\n<form method=\"post\" action=\"/consent\">\n")
        .append(
            "<input type=\"hidden\" name=\"pending\" value=\"%s\">\n"
                .formatted(Page.escape(pending)))
        .append(accounts(settings.accounts(), preselected))
        .append(
            """
            <p>
            <button class="allow" type="submit" name="decision" value="allow">Allow</button>
            <button type="submit" name="decision" value="deny">Deny</button>
            </p>
            </form>
            """)
        .append(
            "<p>Either way you go back to <code>%s</code>.</p>"
                .formatted(Page.escape(request.redirectUri())));
    return Page.of(request.client().id() + " asks for access", body.toString());
  }

  private static String accounts(List<Account> accounts, Account preselected) {
    StringBuilder fields = new StringBuilder("<fieldset>\n<legend>As whom?</legend>\n");
    for (Account account : accounts) {
      fields.append(
          "<label><input type=\"radio\" name=\"account\" value=\"%s\"%s> %s (%s)</label>\n"
              .formatted(
                  Page.escape(account.id()),
                  account.equals(preselected) ? " checked" : "",
                  Page.escape(account.name()),
                  Page.escape(account.email())));
    }
    return fields.append("</fieldset>\n").toString();
  }
}
