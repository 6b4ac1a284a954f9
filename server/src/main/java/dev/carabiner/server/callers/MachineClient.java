package dev.carabiner.server.callers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;

/// A program that gets tokens with its own credentials (RFC 6749 section 4.4).
///
/// @param id 32 lower-case hexadecimal digits
/// @param name what people call it
/// @param workspace what it sees
/// @param scopes all that it may ever be granted
/// @param secretHashes what [#hash] made of each secret that it may use: two while one is being
///   replaced, none for a client that cannot ask for tokens
/// @param enabled false refuses its tokens, and new ones, at once
public record MachineClient(
    String id,
    String name,
    Workspace workspace,
    Scopes scopes,
    List<String> secretHashes,
    boolean enabled) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SECRET = Pattern.compile("[a-zA-Z0-9]{40,60}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public MachineClient {
    secretHashes = List.copyOf(secretHashes);
    if (!ID.matcher(id).matches())
      throw new IllegalArgumentException("A client id is 32 lower-case hexadecimal digits");
    if (!secretHashes.stream().allMatch(hash -> HASH.matcher(hash).matches()))
      throw new IllegalArgumentException("A secret's hash is 64 lower-case hexadecimal digits");
  }

  /// What is kept of a client secret.
  ///
  /// @throws IllegalArgumentException unless it is 40 to 60 letters and digits: real clients refuse
  ///   others before they send them
  public static String hash(Secret secret) {
    var text = secret.reveal(Reveal.TO_COMPARE);
    if (!SECRET.matcher(text).matches())
      throw new IllegalArgumentException("A client secret is 40 to 60 letters and digits");
    return Sha256.hex(text);
  }

  /// Whether `presented` is one of the client's secrets. Takes the same time for every wrong one;
  /// all hashes are compared, also after one has matched.
  public boolean accepts(Secret presented) {
    var hash = Sha256.hex(presented.reveal(Reveal.TO_COMPARE)).getBytes(US_ASCII);
    var found = false;
    for (var known : secretHashes) found |= MessageDigest.isEqual(hash, known.getBytes(US_ASCII));
    return found;
  }

  /// Without the hashes.
  @Override
  public String toString() {
    return "MachineClient("
        + id
        + ", "
        + workspace
        + ", "
        + (enabled ? "enabled" : "disabled")
        + ")";
  }
}
