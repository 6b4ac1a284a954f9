package dev.carabiner.server.setup;

import dev.carabiner.server.setup.SettingsKey.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Every key of the settings file: the reader, its complaints and the printed reference all come
/// from here, and what the API takes of apps and clients.
public final class SettingsTable {
  /// path | shape | default | allowed | meaning
  private static final String ROWS =
      """
      server.name | one | Carabiner | 1 to 80 characters, none of them a control or bidi character | the product people know; shown on the connect pages
      server.url | one | {http:// and server.listen, when that is on loopback and no free port} | http or https, host, port if need be; no path, no trailing slash | public base URL; also the issuer
      server.listen | one | 127.0.0.1:8080 | host:port, an IPv6 address in brackets | where requests are answered
      server.management-listen | one | 127.0.0.1:8081 | host:port, an IPv6 address in brackets | where /health/live and /health/ready are answered
      server.tls.certificate | one | | a file in PEM; together with server.tls.key | the certificate chain to serve with; taken up again when the file changes
      server.tls.key | one | | a file in PEM; together with server.tls.certificate | its private key
      server.audiences | list | {server.url and /api; on plain http the same with https too} | absolute URLs or names without blanks, at least one | what an access token may be made out to
      server.trusted-proxies | list | [] | addresses and networks such as 10.0.0.0/8 | only from these is a forwarded client address believed
      log.level | one | info | error, warn, info, debug, trace | how much the log says
      store.url | one | sqlite:data/carabiner.db | sqlite:FILE or postgresql://user:password@host:5432/database | where everything is kept
      store.journal | one | data/journal | a folder on lasting storage | this node's own receipts, and its id; on PostgreSQL its parent is the data folder
      vault.master-key | one | file:master.key | file:PATH or env:NAME; 32 bytes in base64, as `keys new` makes them | the key that everything stored hangs on
      outbound.allow | list | [] | host:port such as 127.0.0.1:9400, or a network such as 10.0.0.0/8 | exceptions to the address guard
      clients | entries | [] | a list of entries | machine clients
      clients[].id | one | | 32 lower-case hexadecimal digits, in no other entry | its client_id
      clients[].name | one | {its id} | 1 to 80 characters, none of them a control or bidi character | what people call it
      clients[].secret | secrets | | 40 to 60 letters and digits; a list of two while one is being replaced | its client_secret
      clients[].scopes | list | | read:connected_apps, create:connected_apps, update:connected_apps, delete:connected_apps, manage:connected_apps, proxy:connected_apps; at least one | all that it may ever be granted
      clients[].workspace | one | default | 1 to 63 letters, digits, '.', '_' or '-', a letter or digit first | what it sees
      issuers | foreign | [] | an empty list | outside issuers whose machine tokens are accepted; not in this version
      providers | foreign | [] | a list of catalogue entries, each with an id of its own | added to, or laid over, the built-in catalogue
      apps | entries | [] | a list of entries | connected apps
      apps[].key | one | | 1 to 63 letters, digits, '.', '_' or '-', a letter or digit first; unlike every other in more than case | its reference key (key_code_ref)
      apps[].name | one | {its key} | 1 to 80 characters, none of them a control or bidi character | what the connection is called
      apps[].provider | one | | the id of a provider | where it connects to
      apps[].environment | one | | one of the provider's environments | which of the provider's environments
      apps[].client-id | one | | printable ASCII characters; left out where the provider lets programs register their clients | the client_id registered at the provider
      apps[].client-secret | secret | | any text but an empty one; left out for a public client | the client_secret registered at the provider
      apps[].identity-app | one | | the key of another app of the same workspace | whose client signs the users in, where the provider's grant is identity_assertion
      apps[].scopes | lists | [] | scopes as the provider names them, or a map of kinds of them | what the user is asked for
      apps[].token | one | | one of the provider's tokens | which token of a double answer is handed out
      apps[].authorization-params | map | | any but client_id, redirect_uri, response_type, response_mode, scope, state, nonce, code_challenge, code_challenge_method, request and request_uri | fixed extras of the authorization request
      apps[].variables | map | | the variables of the provider's templates | values for the provider's templated endpoints
      apps[].allowed-hosts | list | [] | host names, such as git.example.com or *.example.com | which hosts a user may name, where the provider runs at the user's own
      apps[].callback-url | one | | https, or http on loopback; no fragment, no user | where the user's browser ends
      apps[].allowed-callback-urls | list | [] | as callback-url | exact values for override_callback_url
      apps[].linking | one | confirm | confirm, bind, open | who may finish a connect flow
      apps[].link-lifetime | one | 1h | 1s to 7d, as a number and s, m, h or d | how long a link opens
      apps[].revoke-at-provider | one | last | always, last, never | when the provider is told of a revocation
      apps[].keep-alive | one | 180d | a number and s, m, h or d; 0 for never; forever | how long after its last read a connection is kept alive: refreshed before the provider ends it for want of use
      apps[].rotation-policy | one | | none, grace, previous_until_used, strict | what becomes of a refresh token that has been used, where the catalogue does not know or is wrong for this registration; decides whether a refresh without an answer may be sent again
      apps[].workspace | one | default | 1 to 63 letters, digits, '.', '_' or '-', a letter or digit first | what it belongs to
      console.openid.issuer | one | | https, or http on loopback; no query, no fragment; byte for byte as the provider names itself | the company's OpenID provider, at which operators may sign in at the console
      console.openid.client-id | one | | printable ASCII characters | the client_id registered there, with server.url and /console/sign-in/openid/callback as redirect URI
      console.openid.client-secret | secret | | any text but an empty one; left out for a public client | the client_secret registered there
      console.openid.name | one | {your company account} | 1 to 80 characters, none of them a control or bidi character | what the sign-in page calls it
      console.openid.scopes | list | {openid, profile, email} | scopes as the provider names them, openid among them | what is asked for; some providers want groups here
      console.openid.groups-claim | one | {groups} | a claim's whole name, or a path such as realm_access.roles | the claim that lists a person's groups; asked for at the userinfo endpoint when the ID token lacks it
      console.openid.allowed-groups.admin | list | {none} | names of groups, byte for byte as the provider tells them | who comes in as administrator
      console.openid.allowed-groups.operator | list | {none} | likewise | who comes in as operator
      console.openid.allowed-groups.viewer | list | {none} | likewise | who comes in as viewer; one group in the three lists is needed
      retention.revoked | one | 30d | 1s to 36500d, as a number and s, m, h or d | how long a revoked session is kept
      retention.pending | one | 7d | 1s to 36500d, as a number and s, m, h or d | how long an unfinished flow is kept
      retention.exchanges | one | 14d | 1s to 36500d, as a number and s, m, h or d | how long exchanges with providers, events and receipts are kept
      retention.audit | one | 400d | 1s to 36500d, as a number and s, m, h or d | how long the audit is kept; read without effect in this version
      """;

  private static final List<SettingsKey> KEYS = ROWS.lines().map(SettingsTable::key).toList();

  private SettingsTable() {}

  /// All keys, in the order of the file.
  public static List<SettingsKey> keys() {
    return KEYS;
  }

  /// The key at `place`, such as `apps[3].key`.
  public static Optional<SettingsKey> find(String place) {
    var path = place.replaceAll("\\[[0-9]+]", "[]");
    return KEYS.stream().filter(key -> key.path().equals(path)).findFirst();
  }

  /// The names that may stand directly below `prefix`, which is empty at the top.
  public static Set<String> children(String prefix) {
    var below = prefix.isEmpty() ? "" : prefix + ".";
    var names = new TreeSet<String>();
    for (var key : KEYS)
      if (key.path().startsWith(below))
        names.add(key.path().substring(below.length()).replaceAll("[.\\[].*", ""));
    return names;
  }

  private static SettingsKey key(String row) {
    var cells = row.split("\\|", -1);
    var shape = Shape.valueOf(cells[1].strip().toUpperCase(Locale.ROOT));
    return new SettingsKey(
        cells[0].strip(), shape, cells[2].strip(), cells[3].strip(), cells[4].strip());
  }
}
