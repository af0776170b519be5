package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.manifest.AlertManifest;
import io.tarn.model.manifest.DashboardManifest;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.model.manifest.PolicyManifest;
import io.tarn.model.manifest.PolicyManifest.Grant;
import io.tarn.model.manifest.PolicyManifest.Mask;
import io.tarn.model.manifest.PolicyManifest.RowFilter;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.TableManifest;
import java.util.List;

/** Which rights somebody needs to declare, change or remove a manifest. */
final class RequiredRights {
  private RequiredRights() {}

  /** The securable that must be managed. */
  static Access manage(Manifest manifest) {
    return Access.manage(
        switch (manifest) {
          case SourceManifest source -> Securable.namespaceOf(source.table());
          case TableManifest table -> Securable.namespaceOf(table.table());
          case ModelManifest model -> Securable.namespaceOf(model.output());
          case AlertManifest alert -> Securable.namespaceOf(alert.table());
          case DashboardManifest dashboard -> Securable.METASTORE;
          case PolicyManifest policy -> ruled(policy.rule());
        });
  }

  /**
   * Tables of which everything must be seen: their rows are read with the services' rights, and
   * whoever declares a step could otherwise have it hand him what he may not read.
   */
  static List<Access> read(Manifest manifest) {
    return DeclaredTables.inputs(manifest).stream().sorted().map(Access::select).toList();
  }

  private static Securable ruled(PolicyManifest.Rule rule) {
    return switch (rule) {
      case Grant grant -> Securable.parse(grant.securable());
      case Mask mask -> Securable.METASTORE;
      case RowFilter filter -> Securable.parse(filter.securable());
    };
  }
}
