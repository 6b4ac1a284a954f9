package dev.carabiner.server.operators;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps operators, and the links by which they set their first password. Every change is durable
/// when the call returns, and one is made before the next is looked at, so the rules about the
/// first and the last administrator hold whoever else changes something.
public interface OperatorStore {
  /// All of them, by name.
  List<Operator> all();

  Optional<Operator> find(String id);

  /// Who signs in by that name.
  ///
  /// @param login in lower case
  Optional<Operator> findByLogin(String login);

  /// Whether there is an administrator who can sign in with a password.
  boolean hasAdministrator();

  /// Adds somebody; false when the login is taken.
  boolean add(Operator operator);

  /// Puts a changed operator in place of the one with the version before; false when somebody else
  /// changed it, or when no administrator with a password would be left where there was one.
  boolean change(Operator changed);

  /// Removes somebody and ends their sessions and links; false when no administrator with a
  /// password would be left where there was one.
  boolean remove(String id);

  /// Counts a code of the second factor as used; false when one of that step or a later one was
  /// used before.
  boolean useStep(String id, long step);

  /// Keeps the hash of a link.
  ///
  /// @param operator whose password it sets; absent for the one that makes the first administrator
  void addLink(String hash, Optional<String> operator, Instant until);

  /// The link of that hash, if it still opens.
  Optional<Link> findLink(String hash, Instant now);

  /// Makes the first administrator by a link, which is then used up with all others of its kind;
  /// false when it does not open any more, or there is one already.
  boolean addFirst(String hash, Operator first, Instant now);

  /// Sets a password by a link, which is then used up; false when it does not open any more.
  boolean accept(String hash, Operator changed, Instant now);

  /// Forgets links that do not open any more.
  void forgetLinks(Instant now);

  /// A link by which somebody sets a password.
  ///
  /// @param operator absent for the first administrator's
  record Link(Optional<String> operator, Instant until) {}
}
