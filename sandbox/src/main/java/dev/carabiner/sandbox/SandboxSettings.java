package dev.carabiner.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a sandbox is set up. {@link #defaults()} is the beginning, every {@code with…} gives a
 * changed copy.
 *
 * @param listener where it listens
 * @param clients the known applications; ids are unique
 * @param accounts the people who can consent, at least one; ids are unique
 * @param consent what can be asked for, and who answers
 * @param tokens how tokens live and die
 * @param keeping the clock, and what outlives the process
 * @param nextLine what {@code /connected} shows as the line to paste next; {@code {session_id}} in
 *     it is replaced; empty for none
 */
public record SandboxSettings(
    Listener listener,
    List<RegisteredClient> clients,
    List<Account> accounts,
    ConsentRules consent,
    TokenRules tokens,
    Keeping keeping,
    String nextLine) {

  /**
   * Where the sandbox listens, on plain http.
   *
   * @param host an address or name of this machine, also the issuer's host
   * @param port 0 to 65535; 0 takes a free one
   */
  public record Listener(String host, int port) {
    public Listener {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("a port is 0 to 65535: " + port);
      }
    }
  }

  /**
   * The clock, and what outlives the process.
   *
   * @param clock the time that {@code /control/clock} can go ahead of
   * @param stateFile where grants and the signing key are kept over a restart; absent: nowhere
   */
  public record Keeping(InstantSource clock, Optional<Path> stateFile) {}

  public SandboxSettings {
    clients = List.copyOf(clients);
    accounts = List.copyOf(accounts);
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("a sandbox needs an account");
    }
    if (accounts.stream().map(Account::id).distinct().count() < accounts.size()) {
      throw new IllegalArgumentException("two accounts have the same id");
    }
    if (clients.stream().map(RegisteredClient::id).distinct().count() < clients.size()) {
      throw new IllegalArgumentException("two clients have the same id");
    }
  }

  /**
   * A free port on 127.0.0.1, a consent page, the client {@code sandbox-client} with the secret
   * {@code sandbox-secret} and any redirect URI on loopback, the accounts {@code ada} and {@code
   * grace}, access tokens of one hour, no rotation, PKCE required, {@code iss} sent.
   */
  public static SandboxSettings defaults() {
    Map<String, String> scopes = new LinkedHashMap<>();
    scopes.put("openid", "Know who you are");
    scopes.put("profile", "See your name");
    scopes.put("email", "See your email address");
    scopes.put("offline_access", "Keep access while you are away, until you withdraw it");
    scopes.put("notes.read", "Read your notes");
    scopes.put("notes.write", "Write notes for you");
    return new SandboxSettings(
        new Listener("127.0.0.1", 0),
        List.of(
            RegisteredClient.confidential("sandbox-client", "sandbox-secret").withAnyLoopback()),
        List.of(
            new Account("ada", "Ada Lovelace", "ada@example.com"),
            new Account("grace", "Grace Hopper", "grace@example.com")),
        new ConsentRules(false, scopes, Set.of(), true, true),
        new TokenRules(
            Optional.of(Duration.ofHours(1)), Rotation.none(), false, RevocationReach.GRANT),
        new Keeping(InstantSource.system(), Optional.empty()),
        "");
  }

  public SandboxSettings withPort(int port) {
    return withListener(new Listener(listener.host(), port));
  }

  public SandboxSettings withHost(String host) {
    return withListener(new Listener(host, listener.port()));
  }

  public SandboxSettings withClients(RegisteredClient... known) {
    return new SandboxSettings(
        listener, List.of(known), accounts, consent, tokens, keeping, nextLine);
  }

  public SandboxSettings withAccounts(Account... people) {
    return new SandboxSettings(
        listener, clients, List.of(people), consent, tokens, keeping, nextLine);
  }

  public SandboxSettings withAutomaticConsent(boolean automatic) {
    return withConsent(
        new ConsentRules(
            automatic,
            consent.scopes(),
            consent.withheld(),
            consent.requirePkce(),
            consent.sendIssuer()));
  }

  /** Every scope that can be asked for, with the words of the consent page. */
  public SandboxSettings withScopes(Map<String, String> scopes) {
    return withConsent(
        new ConsentRules(
            consent.automatic(),
            scopes,
            consent.withheld(),
            consent.requirePkce(),
            consent.sendIssuer()));
  }

  /** Scopes that are never granted, although they may be asked for. */
  public SandboxSettings withWithheldScopes(String... scopes) {
    return withConsent(
        new ConsentRules(
            consent.automatic(),
            consent.scopes(),
            Set.of(scopes),
            consent.requirePkce(),
            consent.sendIssuer()));
  }

  public SandboxSettings withPkceRequired(boolean required) {
    return withConsent(
        new ConsentRules(
            consent.automatic(),
            consent.scopes(),
            consent.withheld(),
            required,
            consent.sendIssuer()));
  }

  public SandboxSettings withIssuerSent(boolean sent) {
    return withConsent(
        new ConsentRules(
            consent.automatic(),
            consent.scopes(),
            consent.withheld(),
            consent.requirePkce(),
            sent));
  }

  public SandboxSettings withAccessTokenLifetime(Duration lifetime) {
    return withTokens(
        new TokenRules(
            Optional.of(lifetime),
            tokens.rotation(),
            tokens.alwaysRefreshToken(),
            tokens.revocation()));
  }

  /** Access tokens without end, and no {@code expires_in} in answers. */
  public SandboxSettings withEndlessAccessTokens() {
    return withTokens(
        new TokenRules(
            Optional.empty(), tokens.rotation(), tokens.alwaysRefreshToken(), tokens.revocation()));
  }

  public SandboxSettings withRotation(Rotation rotation) {
    return withTokens(
        new TokenRules(
            tokens.accessTokenLifetime(),
            rotation,
            tokens.alwaysRefreshToken(),
            tokens.revocation()));
  }

  public SandboxSettings withAlwaysRefreshToken(boolean always) {
    return withTokens(
        new TokenRules(
            tokens.accessTokenLifetime(), tokens.rotation(), always, tokens.revocation()));
  }

  public SandboxSettings withRevocation(RevocationReach reach) {
    return withTokens(
        new TokenRules(
            tokens.accessTokenLifetime(), tokens.rotation(), tokens.alwaysRefreshToken(), reach));
  }

  public SandboxSettings withClock(InstantSource clock) {
    return withKeeping(new Keeping(clock, keeping.stateFile()));
  }

  /** Keeps grants and the signing key in this file, which one sandbox at a time may use. */
  public SandboxSettings withStateFile(Path file) {
    return withKeeping(new Keeping(keeping.clock(), Optional.of(file)));
  }

  public SandboxSettings withNextLine(String template) {
    return new SandboxSettings(listener, clients, accounts, consent, tokens, keeping, template);
  }

  public SandboxSettings withListener(Listener place) {
    return new SandboxSettings(place, clients, accounts, consent, tokens, keeping, nextLine);
  }

  public SandboxSettings withConsent(ConsentRules rules) {
    return new SandboxSettings(listener, clients, accounts, rules, tokens, keeping, nextLine);
  }

  public SandboxSettings withTokens(TokenRules rules) {
    return new SandboxSettings(listener, clients, accounts, consent, rules, keeping, nextLine);
  }

  private SandboxSettings withKeeping(Keeping kept) {
    return new SandboxSettings(listener, clients, accounts, consent, tokens, kept, nextLine);
  }

  Optional<RegisteredClient> client(String id) {
    return clients.stream().filter(client -> client.id().equals(id)).findFirst();
  }

  Optional<Account> account(String id) {
    return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
  }
}
