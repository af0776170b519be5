package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.TableRenamed;
import io.tarn.catalog.domain.manifest.DeclaredTables;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.catalog.domain.permission.Policies;
import io.tarn.catalog.domain.permission.PolicyVersion;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.util.function.Predicate;

/**
 * Sees to it that no rule about a table is shaken off by calling it something else, and that nobody
 * keeps a right on the name.
 */
@ApplicationScoped
class RenameRules {
  private static final String CARRY_LINEAGE =
      """
      INSERT INTO column_lineage (output, output_column, input, input_path, until)
      SELECT ?2, output_column, CASE WHEN input = ?1 THEN ?2 ELSE input END, input_path, until
      FROM column_lineage WHERE output = ?1
      ON CONFLICT (output, output_column, input, input_path) DO UPDATE SET until = excluded.until""";

  private final EntityManager database;
  private final ManifestRepository manifests;
  private final GrantRepository grants;
  private final PolicyVersion rules;

  RenameRules(
      EntityManager database,
      ManifestRepository manifests,
      GrantRepository grants,
      PolicyVersion rules) {
    this.database = database;
    this.manifests = manifests;
    this.grants = grants;
    this.rules = rules;
  }

  void renamed(@Observes TableRenamed renamed) {
    if (isNamed(renamed.from()) || isNamed(renamed.to()) || isGranted(renamed.from())) {
      throw new TarnException(
          ErrorKind.CONFLICT,
          "%s cannot be renamed to %s: manifests speak of them by name."
              .formatted(renamed.from(), renamed.to()),
          "Change or remove those manifests first.");
    }
    database
        .createNativeQuery(CARRY_LINEAGE)
        .setParameter(1, renamed.from().toString())
        .setParameter(2, renamed.to().toString())
        .executeUpdate();
    grants.move(Securable.of(renamed.from()), Securable.of(renamed.to()));
    // Whoever owns it owns it by its new name, and what may hold anything still may.
    rules.next();
  }

  private boolean isNamed(TableName table) {
    return any(
        manifest ->
            Policies.speaksOf(manifest, table) || DeclaredTables.outputs(manifest).contains(table));
  }

  /** What a manifest grants on the name would be granted on whatever gets it next. */
  private boolean isGranted(TableName table) {
    return any(manifest -> Policies.grantsOn(manifest, Securable.of(table)));
  }

  private boolean any(Predicate<Manifest> speaks) {
    return manifests.inForce().stream().map(StoredManifest::manifest).anyMatch(speaks);
  }
}
