package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.model.TableName;
import io.tarn.model.manifest.Known;
import io.tarn.model.manifest.Manifest;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of the declared somebody may know. */
final class Sight {
  private final AccessControl access;

  Sight(AccessControl access) {
    this.access = access;
  }

  /**
   * Those see a manifest who manage what it is about, or may use every table it names: to browse
   * them is not enough, since SQL and rules quote values.
   */
  boolean sees(Identity who, Manifest manifest) {
    return access.trusts(who)
        || access.allows(who, RequiredRights.manage(manifest))
        || seesTables(who, manifest);
  }

  /**
   * What somebody's manifests may refer to. Whatever he may not see is as if it were not there, or
   * the errors would tell of it.
   */
  Known known(Identity who, Collection<StoredManifest> inForce, Set<TableName> tables) {
    return new Known(
        inForce.stream()
            .map(StoredManifest::manifest)
            .filter(manifest -> sees(who, manifest))
            .toList(),
        // A table he sees is known to him, also where the manifest that makes it is not.
        Stream.concat(
                tables.stream(),
                inForce.stream()
                    .flatMap(stored -> DeclaredTables.output(stored.manifest()).stream()))
            .filter(table -> access.sees(who, table))
            .collect(Collectors.toSet()));
  }

  private boolean seesTables(Identity who, Manifest manifest) {
    return DeclaredTables.output(manifest)
            .filter(table -> access.seesFigures(who, table))
            .isPresent()
        && DeclaredTables.inputs(manifest).stream()
            .allMatch(table -> access.seesFigures(who, table));
  }
}
