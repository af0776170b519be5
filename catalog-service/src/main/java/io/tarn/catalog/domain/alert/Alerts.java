package io.tarn.catalog.domain.alert;

import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.AlertManifest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at every declared alert and has those told who want to know of a change. */
public class Alerts {
  private final ManifestStore manifests;
  private final CommitLog commits;
  private final RunStore runs;
  private final AlertStore store;
  private final Clock clock;

  public Alerts(
      ManifestStore manifests, CommitLog commits, RunStore runs, AlertStore store, Clock clock) {
    this.manifests = manifests;
    this.commits = commits;
    this.runs = runs;
    this.store = store;
    this.clock = clock;
  }

  /** One look, in a transaction of the caller's. */
  public void look() {
    List<StoredManifest> declared =
        manifests.inForce().stream()
            .filter(stored -> stored.manifest() instanceof AlertManifest)
            .toList();
    store.lock();
    Map<String, AlertState> known =
        store.states().stream().collect(Collectors.toMap(AlertState::name, state -> state));
    store.retain(declared.stream().map(each -> each.manifest().name()).toList());
    Map<TableName, Instant> freshest = commits.acceptedUpTo();
    Map<TableName, RunEnded> last = runs.last(declared.stream().map(Alerts::table).toList());
    Instant now = clock.instant();
    for (StoredManifest each : declared) {
      TableName table = table(each);
      Observation seen =
          new Observation(
              now,
              freshest.getOrDefault(table, each.appliedAt()),
              Optional.ofNullable(last.get(table)));
      settle((AlertManifest) each.manifest(), known, seen);
    }
  }

  private void settle(AlertManifest alert, Map<String, AlertState> known, Observation seen) {
    Finding found = Conditions.look(alert, seen);
    AlertState was =
        known.getOrDefault(
            alert.name(), new AlertState(alert.name(), false, seen.at(), "not yet looked at"));
    AlertState is = was.after(found, seen.at());
    if (!is.equals(was)) {
      store.put(is);
    }
    if (is.firing() != was.firing()) {
      store.notify(is, alert.webhook());
    }
  }

  private static TableName table(StoredManifest alert) {
    return ((AlertManifest) alert.manifest()).table();
  }
}
