package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.TableNotes;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.TableManifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notes on tables from manifests, lineage and runs. */
@ApplicationScoped
class KnownOfTables implements TableNotes {
  private final RuleBook book;
  private final RunStore runs;
  private final ManifestStore manifests;

  KnownOfTables(RuleBook book, RunStore runs, ManifestStore manifests) {
    this.book = book;
    this.runs = runs;
    this.manifests = manifests;
  }

  @Override
  public Map<String, Set<String>> tags(TableName table) {
    return book.rules().restrictions().tags().of(table);
  }

  @Override
  public Optional<RunEnded> lastRun(TableName table) {
    return Optional.ofNullable(runs.last(List.of(table)).get(table));
  }

  @Override
  public Optional<Duration> freshnessTarget(TableName table) {
    return manifests.inForce().stream()
        .map(StoredManifest::manifest)
        .flatMap(manifest -> target(manifest, table).stream())
        .findFirst();
  }

  private static Optional<Duration> target(Manifest manifest, TableName table) {
    if (manifest instanceof SourceManifest source && source.table().equals(table)) {
      return source.freshness();
    }
    if (manifest instanceof TableManifest step && step.table().equals(table)) {
      return step.freshness();
    }
    return Optional.empty();
  }
}
