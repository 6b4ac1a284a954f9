package dev.carabiner.server.doctor;

/// Everything that is looked at, in the order of telling.
public enum Rule {
  SCHEMA(
      "schema",
      "The tables are those of this program.",
      "The tables are not those of this program",
      "start a server of this version, which brings older tables up to date; with newer tables run the newer program; nothing else was looked at"),
  MASTER_KEY(
      "master-key",
      "The master key is the one that the store was sealed with.",
      "The master key does not open this store",
      "put the installation's key back from its backup; without it no sealed value was looked at"),
  CLOCK(
      "clock",
      "The store's clock and this machine's agree.",
      "The store's clock and this machine's are more than 5 s apart",
      "let both machines follow the same time service",
      Kind.NOTE),
  SIGNING_KEYS(
      "signing-keys",
      "Every signing key opens.",
      "Signing keys that do not open",
      "no machine token can be signed or checked: restore the row from a backup"),
  PROVIDER_UNREADABLE(
      "provider-rows",
      "Every stored provider can be read.",
      "Stored providers that cannot be read",
      "declare the provider again in the settings file"),
  APP_UNREADABLE(
      "app-rows",
      "Every app can be read.",
      "Apps that cannot be read",
      "declare the app again in the settings file, or restore a backup"),
  APP_PROVIDER(
      "app-providers",
      "Every app's provider is known.",
      "Apps whose provider nobody knows",
      "add the provider to the settings file, or choose another for the app"),
  APP_SECRET(
      "app-secrets",
      "Every app's client secret opens.",
      "Apps whose client secret does not open",
      "set the app's client secret again"),
  APP_ALARM(
      "app-alarms",
      "No provider refuses an app's client credentials.",
      "Apps whose client credentials their provider refuses",
      "mend client id and secret in the settings file and send SIGHUP; the sessions are unharmed"),
  SESSION_ROW(
      "session-rows",
      "Every session's row can be read.",
      "Sessions whose row cannot be read",
      "restore the row from a backup, or delete it and let the user connect again"),
  SESSION_STATE(
      "session-states",
      "State, reason, tokens and counters of every session fit each other.",
      "Sessions whose columns contradict each other",
      "somebody changed the row beside the program: restore it from a backup, or let the user connect again"),
  SESSION_SEAL(
      "session-seals",
      "Every sealed value of a session opens in its place.",
      "Sessions with a value that does not open",
      "the row was changed, copied, or sealed with another key: the user must reconnect"),
  SESSION_APP(
      "session-apps",
      "Every session's app is there.",
      "Sessions whose app is gone",
      "declare the app again, or revoke the sessions"),
  SUCCESSOR(
      "successors",
      "Every superseded session points to one of its own workspace, app and owner.",
      "Sessions that point to a successor of somebody else",
      "somebody changed the row beside the program: restore it from a backup"),
  CLAIM_OVER(
      "claims",
      "No refresh is left behind.",
      "Refreshes left behind, their lease over for more than a minute",
      "start the node that began them, with its journal folder; a read of the session lets another node take over",
      Kind.WAITS_FOR_A_SERVER),
  IN_DOUBT(
      "in-doubt",
      "No refresh is without an answer.",
      "Sessions whose last refresh got no usable answer",
      "nothing: it is decided by itself; if the provider refuses the old refresh token, the user must reconnect",
      Kind.NOTE),
  DENIED(
      "denied",
      "No refused refresh waits for its second opinion.",
      "Sessions whose refusal nobody has confirmed for more than 45 s",
      "see whether the provider answers and a server runs",
      Kind.NOTE),
  NEXT_TRY(
      "next-tries",
      "No session's next refresh is put off for long.",
      "Sessions whose next refresh is put off beyond every rule",
      "look for a jump of the store's clock; a reconnect makes the session work at once"),
  OVERDUE(
      "due-work",
      "No work that is due waits.",
      "Sessions whose work has been due for more than a minute",
      "a server runs and does not come to it: look into its log; it needs a free database",
      Kind.WAITS_FOR_A_SERVER),
  FLOW_ROW(
      "flow-rows",
      "Every connect flow's row can be read, and its sealed values open.",
      "Connect flows that cannot be read or opened",
      "the user has to begin again with a new link",
      Kind.PROBLEM),
  EXCHANGING(
      "exchanges",
      "No code exchange is without an answer.",
      "Code exchanges that got no answer",
      "nothing: a code is never sent twice; the user can try again through a new link",
      Kind.NOTE),
  UNCONFIRMED(
      "unconfirmed",
      "No unconfirmed grant is kept past its time.",
      "Unconfirmed grants kept past their time",
      "a server runs and does not come to it: look into its log",
      Kind.WAITS_FOR_A_SERVER),
  REVOCATION_SEAL(
      "revocation-seals",
      "Every token that waits for its revocation opens.",
      "Revocations whose tokens do not open",
      "the provider cannot be told: end the grant at the provider's own page"),
  REVOCATION_OVERDUE(
      "revocations-due",
      "No revocation waits longer than it should.",
      "Revocations that have been due for more than a minute",
      "a server runs and does not come to it: look into its log",
      Kind.WAITS_FOR_A_SERVER),
  REVOCATION_FAILING(
      "revocations-failing",
      "No provider keeps refusing a revocation.",
      "Revocations that failed three times or more and are tried again",
      "see whether the provider answers; here the sessions are revoked already",
      Kind.NOTE),
  REVOCATION_UNSURE(
      "revocations-ended",
      "Every provider confirmed the revocations it was asked for.",
      "Revocations that ended without the provider's word",
      "where it matters, end the grant at the provider's own page",
      Kind.NOTE),
  WEBHOOK_SEAL(
      "webhook-secrets",
      "Every signing secret of a webhook opens.",
      "Webhooks whose signing secret does not open",
      "make a new signing secret for the webhook"),
  WEBHOOK(
      "webhooks",
      "Every webhook gets its events.",
      "Webhooks whose events do not arrive",
      "mend the receiver; a webhook that was stopped has to be switched on again",
      Kind.NOTE),
  GATES(
      "providers-down",
      "No provider is held off.",
      "Providers that did not answer or asked to wait",
      "nothing: they are tried again by themselves; stored tokens are handed out meanwhile",
      Kind.NOTE),
  NODES(
      "nodes",
      "Every node that was there is seen.",
      "Nodes that did not stop in good order and are not seen",
      "start the node again with its journal folder, which may hold answers nobody else has",
      Kind.NOTE),
  JOURNAL(
      "journal",
      "This node's journal holds nothing that the store may lack.",
      "Requests in this node's journal that were not ended",
      "start the server: it brings them to their end before it is ready",
      Kind.NOTE),
  JOURNAL_STORAGE(
      "journal-storage",
      "The journal's folder is on lasting storage.",
      "The journal's folder does not last",
      "name a folder on lasting storage in store.journal",
      Kind.NOTE),
  LOST(
      "lost-commits",
      "The store has everything that this node's journal remembers of it.",
      "Sessions in doubt after a restore: the store is older than this node's journal",
      "keep the original away from this copy; a start within ten minutes of the commit makes it again from the journal; else users of providers that rotate may have to reconnect");

  /// How a finding weighs.
  private enum Kind {
    PROBLEM,
    NOTE,
    /// A problem, unless no server runs that could have done it.
    WAITS_FOR_A_SERVER
  }

  private final String word;
  private final String fine;
  private final String found;
  private final String remedy;
  private final Kind kind;

  Rule(String word, String fine, String found, String remedy) {
    this(word, fine, found, remedy, Kind.PROBLEM);
  }

  Rule(String word, String fine, String found, String remedy, Kind kind) {
    this.word = word;
    this.fine = fine;
    this.found = found;
    this.remedy = remedy;
    this.kind = kind;
  }

  /// The name for machines.
  String word() {
    return word;
  }

  /// The sentence when nothing was found.
  String fine() {
    return fine;
  }

  /// The sentence when something was.
  String found() {
    return found;
  }

  String remedy(boolean serverRuns) {
    return kind == Kind.WAITS_FOR_A_SERVER && !serverRuns ? "start the server" : remedy;
  }

  Severity severity(boolean serverRuns) {
    return switch (kind) {
      case PROBLEM -> Severity.PROBLEM;
      case NOTE -> Severity.NOTE;
      case WAITS_FOR_A_SERVER -> serverRuns ? Severity.PROBLEM : Severity.NOTE;
    };
  }
}
