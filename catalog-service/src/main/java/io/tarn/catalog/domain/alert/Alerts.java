package io.tarn.catalog.domain.alert;

import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.catalog.domain.watch.UnusualAccess;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.AlertManifest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Standing standing = new Standing(store);
    standing.retain(
        declared.stream().map(each -> each.manifest().name()).toList(), UnusualAccess::isAlert);
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
      AlertManifest alert = (AlertManifest) each.manifest();
      standing.settle(
          alert.name(), Conditions.look(alert, seen), now, Optional.of(alert.webhook()));
    }
  }

  private static TableName table(StoredManifest alert) {
    return ((AlertManifest) alert.manifest()).table();
  }
}
