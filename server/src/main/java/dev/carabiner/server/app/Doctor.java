package dev.carabiner.server.app;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.doctor.Check;
import dev.carabiner.server.doctor.Examination;
import dev.carabiner.server.doctor.Findings;
import dev.carabiner.server.doctor.Progress;
import dev.carabiner.server.doctor.Rule;
import dev.carabiner.server.doctor.Seals;
import dev.carabiner.server.doctor.Situation;
import dev.carabiner.server.doctor.StoredApp;
import dev.carabiner.server.doctor.StoredNode;
import dev.carabiner.server.doctor.Subject;
import dev.carabiner.server.m2m.SigningKeys;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.store.Store;
import dev.carabiner.server.store.Stores;
import dev.carabiner.server.store.journal.JournalReading;
import dev.carabiner.server.tokens.Rotations;
import dev.carabiner.vault.MasterKeyUnusable;
import dev.carabiner.vault.Vault;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Looks at an installation beside its running server, or without one: reads, and changes nothing.
public final class Doctor {
  private final Settings settings;
  private final InstantSource clock;
  private final Progress progress;
  private final Findings findings = new Findings();

  public Doctor(Settings settings, InstantSource clock, Progress progress) {
    this.settings = settings;
    this.clock = clock;
    this.progress = progress;
  }

  /// Looks at everything, once.
  ///
  /// @throws Fault when store or journal cannot be read
  public List<Check> look() {
    findings.looked(Rule.SCHEMA);
    var store = Stores.openForReading(settings.store().url(), clock);
    if (store.isEmpty()) {
      findings.add(Rule.SCHEMA, thing("store.url names no store, or one of another version"));
      return findings.checks(false);
    }
    try (var open = store.get()) {
      return look(open);
    }
  }

  private List<Check> look(Store store) {
    var records = store.records();
    var vault = vault(store);
    var catalogue = catalogue(store);
    var policies = new Rotations(store.apps(), () -> catalogue, store.lessons());
    var here = clock.instant();
    var situation =
        new Situation(
            records.now(),
            records.apps().stream().collect(Collectors.toMap(StoredApp::key, app -> app)),
            records.nodes().stream().collect(Collectors.toMap(StoredNode::id, StoredNode::seen)),
            new Seals(vault),
            policies::of);
    var examination = new Examination(records, situation, findings, progress);
    examination.clock(here);
    vault.ifPresent(keys -> signingKeys(store, new Seals(Optional.of(keys))));
    examination.apps(catalogue, store.alarms(), store.gates());
    examination.rows();
    journal(examination, vault);
    return findings.checks(examination.serverRuns());
  }

  private Optional<Vault> vault(Store store) {
    findings.looked(Rule.MASTER_KEY);
    try {
      var vault = VaultOpener.unchecked(settings.masterKey());
      if (store.installation().keyCheck().filter(check -> !vault.accepts(check)).isEmpty())
        return Optional.of(vault);
      findings.add(Rule.MASTER_KEY, thing("it is another key"));
    } catch (MasterKeyUnusable unusable) {
      findings.add(Rule.MASTER_KEY, thing(String.valueOf(unusable.getMessage())));
    }
    return Optional.empty();
  }

  private void signingKeys(Store store, Seals seals) {
    findings.looked(Rule.SIGNING_KEYS);
    for (var key : store.signingKeys().loadAll())
      if (seals.isBroken(key.privateKey(), SigningKeys.binding(key.kid())))
        findings.add(Rule.SIGNING_KEYS, thing("key " + key.kid()));
  }

  private Catalogue catalogue(Store store) {
    findings.looked(Rule.PROVIDER_UNREADABLE);
    var catalogue = Catalogue.builtIn();
    var reader = new ProviderReader(catalogue);
    for (var text : store.setup().providers()) {
      try {
        var provider = reader.read(text.yaml(), "the stored provider " + text.id());
        catalogue = catalogue.with(List.of(provider));
      } catch (SettingsProblem wrong) {
        findings.add(Rule.PROVIDER_UNREADABLE, thing("provider " + text.id()));
      }
    }
    return catalogue;
  }

  private void journal(Examination examination, Optional<Vault> vault) {
    findings.looked(Rule.JOURNAL_STORAGE);
    var found = JournalReading.of(settings.store().journal(), clock.instant());
    if (found.isEmpty()) {
      findings.remark(Rule.JOURNAL, "There is no journal in this machine's store.journal yet.");
      return;
    }
    var reading = found.get();
    reading.warning().ifPresent(text -> findings.add(Rule.JOURNAL_STORAGE, thing(text)));
    if (reading.journal().isEmpty())
      findings.remark(Rule.JOURNAL, "A running server has it, and looks after it.");
    else
      vault.ifPresent(
          keys -> examination.journal(new Receipts(reading.journal().get(), keys).kept()));
  }

  private static Subject thing(String note) {
    return Subject.thing(note, Optional.empty());
  }
}
