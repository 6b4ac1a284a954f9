package dev.carabiner.server.connect.pages;

import java.net.URI;
import java.util.List;

/// The page on which a user chooses which of their accounts, tenants or sites is connected. The
/// access is granted already.
///
/// @param names who wants what from whom
/// @param accounts what there is to choose from, as the user knows it, empty for one without a
///   name; the first is chosen at first
/// @param form where the answer goes
/// @param host our own address, shown at the foot
public record ChoosePage(Names names, List<String> accounts, Form form, String host) {
  /// What the form is posted to, before the flow's name.
  public static final String PATH = "/connected_apps/choose/";

  /// The name of the field; its value is a place in the list, counted from 0.
  public static final String ACCOUNT = "account";

  /// The one form of the page.
  ///
  /// @param action where it is posted to
  /// @param csrf proof that the answer comes from this page
  public record Form(URI action, String csrf) {
    public Form {
      if (csrf.isBlank()) throw new IllegalArgumentException("The form needs a CSRF value");
    }
  }

  public ChoosePage {
    accounts = accounts.stream().map(PlainText::of).toList();
    if (accounts.isEmpty()) throw new IllegalArgumentException("There is nothing to choose from");
    host = PlainText.required("host", host);
  }
}
