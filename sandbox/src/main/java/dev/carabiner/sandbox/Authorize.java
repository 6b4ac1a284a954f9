package dev.carabiner.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /authorize} and {@code /consent}: from a browser's arrival to its redirect back. */
final class Authorize {
  private final SandboxSettings settings;
  private final AuthorizationCheck check;
  private final ConsentPage page;
  private final PendingConsents pending;
  private final Codes codes;
  private final String issuer;

  Authorize(SandboxSettings settings, PendingConsents pending, Codes codes, String issuer) {
    this.settings = settings;
    this.check = new AuthorizationCheck(settings);
    this.page = new ConsentPage(settings);
    this.pending = pending;
    this.codes = codes;
    this.issuer = issuer;
  }

  /** GET or POST (OpenID Connect Core section 3.1.2.1). */
  Answer authorize(Call call) {
    AuthorizationCheck.Result result = check.of(parameters(call));
    if (!(result instanceof AuthorizationCheck.Result.Fine fine)) {
      return explain(result);
    }
    AuthorizationRequest request = fine.request();
    Account account = preferred(request);
    return settings.consent().automatic()
        ? allow(request, account)
        : Answers.html(200, page.html(pending.add(request), request, account));
  }

  /** Refuses on order, once it is clear whom to tell. */
  Answer refuse(Call call, String error) {
    AuthorizationCheck.Result result = check.of(parameters(call));
    return result instanceof AuthorizationCheck.Result.Fine fine
        ? deny(fine.request(), error, "the sandbox was told to answer so")
        : explain(result);
  }

  /** The form of the consent page. */
  Answer consent(Call call) {
    Optional<AuthorizationRequest> request = call.form().first("pending").flatMap(pending::take);
    if (request.isEmpty()) {
      return problem("This page was answered before, or it is too old. Start again.");
    }
    if (call.form().first("decision").filter("allow"::equals).isEmpty()) {
      return deny(request.get(), "access_denied", "the person said no");
    }
    Optional<Account> account = call.form().first("account").flatMap(settings::account);
    return account.isEmpty()
        ? problem("There is no such account. Start again.")
        : allow(request.get(), account.get());
  }

  private Answer explain(AuthorizationCheck.Result result) {
    if (result instanceof AuthorizationCheck.Result.Wrong wrong) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("error", wrong.error());
      parameters.put("error_description", wrong.description());
      return back(wrong.redirectUri(), wrong.state(), parameters);
    }
    return problem(((AuthorizationCheck.Result.Untrusted) result).description());
  }

  private Account preferred(AuthorizationRequest request) {
    return request
        .loginHint()
        .flatMap(
            hint -> settings.accounts().stream().filter(each -> each.isNamedBy(hint)).findFirst())
        .orElseGet(() -> settings.accounts().get(0));
  }

  private Answer allow(AuthorizationRequest request, Account account) {
    Set<String> granted = new LinkedHashSet<>(request.scopes());
    granted.removeAll(settings.consent().withheld());
    String code = codes.issue(request, account, granted);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("code", code);
    return back(request.redirectUri(), request.state(), parameters)
        .issuing(Map.of("code", Opaque.fingerprint(code)));
  }

  private Answer deny(AuthorizationRequest request, String error, String description) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("error", error);
    parameters.put("error_description", description);
    return back(request.redirectUri(), request.state(), parameters);
  }

  private Answer back(String redirectUri, Optional<String> state, Map<String, String> parameters) {
    state.ifPresent(value -> parameters.put("state", value));
    if (settings.consent().sendIssuer()) {
      parameters.put("iss", issuer);
    }
    StringBuilder location = new StringBuilder(redirectUri);
    char separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      location
          .append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return Answers.redirect(location.toString());
  }

  private static Parameters parameters(Call call) {
    return call.method().equals("POST") ? call.form() : call.query();
  }

  private static Answer problem(String description) {
    return Answers.html(
        400, Page.of("This does not work", "<p>" + Page.escape(description) + "</p>"));
  }
}
