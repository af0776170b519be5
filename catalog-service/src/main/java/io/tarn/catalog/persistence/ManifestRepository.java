package io.tarn.catalog.persistence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.catalog.domain.permission.Policies;
import io.tarn.model.Principal;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.PolicySql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

@ApplicationScoped
@Transactional
class ManifestRepository
    implements PanacheRepositoryBase<ManifestEntity, ManifestEntity.Id>, ManifestStore {
  private final ManifestReader reader = new ManifestReader();
  private final PolicySql.Parser parser;

  /** A version of a manifest never changes, and reading YAML is slow. */
  private final Map<ManifestEntity.Id, Manifest> read = new ConcurrentHashMap<>();

  ManifestRepository(PolicySql.Parser parser) {
    this.parser = parser;
  }

  /** What manifests say about rights. */
  Policies policies(List<StoredManifest> inForce) {
    return new Policies(inForce.stream().map(StoredManifest::manifest).toList(), parser);
  }

  @Override
  public void lock() {
    getEntityManager()
        .createNativeQuery("LOCK TABLE manifest IN SHARE ROW EXCLUSIVE MODE")
        .executeUpdate();
  }

  @Override
  public List<StoredManifest> inForce() {
    List<StoredManifest> inForce =
        find("current and not removed order by id.kind, id.name").stream()
            .map(this::stored)
            .toList();
    read.keySet()
        .retainAll(
            inForce.stream()
                .map(stored -> id(stored.manifest(), stored.version()))
                .collect(Collectors.toSet()));
    return inForce;
  }

  @Override
  public long nextVersion(String kind, String name) {
    return find("id.kind = ?1 and id.name = ?2 and current", kind, name)
        .firstResultOptional()
        .map(newest -> newest.id.version() + 1)
        .orElse(1L);
  }

  @Override
  public void put(Manifest manifest, long version, String yaml, Principal by) {
    append(manifest, version, yaml, by).removed = false;
  }

  @Override
  public void remove(Manifest manifest, long version, Principal by) {
    append(manifest, version, "", by).removed = true;
  }

  private ManifestEntity append(Manifest manifest, long version, String yaml, Principal by) {
    update(
        "current = false where id.kind = ?1 and id.name = ?2 and current",
        manifest.kind(),
        manifest.name());
    ManifestEntity row = new ManifestEntity();
    row.id = id(manifest, version);
    row.yaml = yaml;
    row.current = true;
    row.appliedAt = Instant.now();
    row.appliedBy = by.toString();
    persist(row);
    return row;
  }

  private StoredManifest stored(ManifestEntity row) {
    return new StoredManifest(
        read.computeIfAbsent(row.id, id -> reader.manifest(row.yaml)),
        row.id.version(),
        row.yaml,
        row.appliedAt,
        Principal.parse(row.appliedBy));
  }

  private static ManifestEntity.Id id(Manifest manifest, long version) {
    return new ManifestEntity.Id(manifest.kind(), manifest.name(), version);
  }
}
