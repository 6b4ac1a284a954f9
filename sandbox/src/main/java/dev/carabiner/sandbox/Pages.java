package dev.carabiner.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The two pages beside the consent page: what this is, and where a finished connection ends. */
final class Pages {
  private static final Pattern PASTEABLE = Pattern.compile("[A-Za-z0-9._~-]{1,200}");
  private static final List<String> SHOWN =
      List.of("session_id", "connect_code", "app_state", "error", "error_description");

  private final SandboxSettings settings;
  private final String issuer;

  Pages(SandboxSettings settings, String issuer) {
    this.settings = settings;
    this.issuer = issuer;
  }

  Answer landing(Call call) {
    StringBuilder people = new StringBuilder();
    for (Account account : settings.accounts()) {
      people.append(
          "<li>%s</li>\n".formatted(Page.escape(account.name() + " (" + account.id() + ")")));
    }
    StringBuilder clients = new StringBuilder();
    for (RegisteredClient client : settings.clients()) {
      clients.append("<li><code>%s</code></li>\n".formatted(Page.escape(client.id())));
    }
    String body =
        """
        <p>An OAuth 2.0 and OpenID provider that runs on this machine. Its issuer is <code>%s</code>.</p>
        <ul>
        <li><a href="/.well-known/openid-configuration">What it offers</a></li>
        <li><a href="/jwks">Its public keys</a></li>
        <li><a href="/control/ledger">Every request it got</a></li>
        </ul>
        <h2>Accounts</h2>
        <ul>
        %s</ul>
        <h2>Clients</h2>
        <ul>
        %s</ul>
        <p>How to make it fail on order: <code>docs/testing.md</code>.</p>
        """
            .formatted(Page.escape(issuer), people, clients);
    return Answers.html(200, Page.of("Sandbox provider", body));
  }

  /** A callback for an application that has no page of its own: shows what it was sent. */
  Answer connected(Call call) {
    StringBuilder body = new StringBuilder("<dl>\n");
    for (String name : SHOWN) {
      call.query()
          .first(name)
          .ifPresent(value ->
              body.append(
                  "<dt>%s</dt><dd><code>%s</code></dd>\n".formatted(name, Page.escape(value))));
    }
    body.append("</dl>\n");
    boolean failed = call.query().first("error").isPresent();
    Optional<String> session = call.query().first("session_id");
    if (!failed && session.isPresent()) {
      body.append(nextLine(session.get()));
    }
    String title =
        failed ? "Not connected" : session.isPresent() ? "Connected" : "Nothing was sent here";
    return Answers.html(200, Page.of(title, body.toString()));
  }

  /** What goes into a shell must not be whatever a stranger put into a link. */
  private String nextLine(String session) {
    if (settings.nextLine().isEmpty()) {
      return "";
    }
    if (!PASTEABLE.matcher(session).matches()) {
      return "<p>This session_id holds characters that do not belong into a command line.</p>";
    }
    return "<p>The next line to paste:</p>\n<pre>"
        + Page.escape(settings.nextLine().replace("{session_id}", session))
        + "</pre>";
  }
}
