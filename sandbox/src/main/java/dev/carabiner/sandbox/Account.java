package dev.carabiner.sandbox;

/**
 * A person who can consent at the sandbox.
 *
 * @param id the provider's stable name for the account, the {@code sub} of ID tokens
 * @param name what the consent page and the {@code name} claim say
 * @param email the {@code email} claim; {@code login_hint} may name the account by it
 */
public record Account(String id, String name, String email) {
  public Account {
    if (id.isBlank() || name.isBlank() || email.isBlank()) {
      throw new IllegalArgumentException("an account needs an id, a name and an email");
    }
  }

  boolean isNamedBy(String hint) {
    return hint.equals(id) || hint.equalsIgnoreCase(email);
  }
}
