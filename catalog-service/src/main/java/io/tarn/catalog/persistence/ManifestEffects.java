package io.tarn.catalog.persistence;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.domain.Namespaces;
import io.tarn.catalog.domain.Outbox;
import io.tarn.catalog.domain.OutboxEvent;
import io.tarn.catalog.domain.manifest.Change;
import io.tarn.catalog.domain.manifest.DeclaredTables;
import io.tarn.catalog.domain.manifest.Effects;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.model.TableName;
import io.tarn.model.event.ManifestChanged;
import io.tarn.model.manifest.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ManifestEffects implements Effects {
  private final Namespaces namespaces;
  private final Catalogs catalogs;
  private final Outbox outbox;
  private final PolicyVersion version;
  private final CatalogConfig config;

  ManifestEffects(
      Catalogs catalogs,
      Namespaces namespaces,
      Outbox outbox,
      PolicyVersion version,
      CatalogConfig config) {
    this.catalogs = catalogs;
    this.namespaces = namespaces;
    this.config = config;
    this.outbox = outbox;
    this.version = version;
  }

  @Override
  public void applied(List<Change> changes) {
    for (Change change : changes) {
      Manifest manifest = change.declared().manifest();
      DeclaredTables.output(manifest).ifPresent(this::makeHome);
      announce(manifest, change.version(), ManifestChanged.TYPE_APPLIED);
    }
    version.next();
  }

  @Override
  public void removed(Manifest manifest, long ended) {
    announce(manifest, ended, ManifestChanged.TYPE_REMOVED);
    version.next();
  }

  private void makeHome(TableName table) {
    catalogs.createIfAbsent(table.catalog(), config.warehouse() + "/" + table.catalog());
    namespaces.create(table.catalog(), table.namespace(), Map.of(), Optional.empty());
  }

  private void announce(Manifest manifest, long changed, String type) {
    String key = manifest.kind() + "/" + manifest.name();
    outbox.append(
        new OutboxEvent(
            ManifestChanged.TOPIC,
            key,
            type,
            changed,
            new ManifestChanged(manifest.kind(), manifest.name(), changed)));
  }
}
