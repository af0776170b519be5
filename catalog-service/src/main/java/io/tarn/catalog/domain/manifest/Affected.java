package io.tarn.catalog.domain.manifest;

import io.tarn.catalog.domain.permission.ColumnTags;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.TableName;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.PolicyManifest;
import io.tarn.model.manifest.PolicyManifest.Grant;
import io.tarn.model.manifest.PolicyManifest.Mask;
import io.tarn.model.manifest.PolicyManifest.RowFilter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the tables that a change of a manifest reaches. */
final class Affected {
  private final Map<TableName, SortedSet<TableName>> readers = new HashMap<>();
  private final ColumnTags tags;

  /**
   * @param manifests as they would be in force
   */
  Affected(Collection<Manifest> manifests, ColumnTags tags) {
    this.tags = tags;
    manifests.forEach(
        manifest ->
            DeclaredTables.output(manifest)
                .ifPresent(
                    output ->
                        DeclaredTables.inputs(manifest).forEach(input -> reads(output, input))));
  }

  SortedSet<TableName> by(Manifest manifest) {
    if (manifest instanceof PolicyManifest policy) {
      return by(policy.rule());
    }
    SortedSet<TableName> reached = new TreeSet<>();
    DeclaredTables.output(manifest).ifPresent(table -> follow(table, reached));
    return reached;
  }

  private SortedSet<TableName> by(PolicyManifest.Rule rule) {
    return switch (rule) {
      case Mask mask -> new TreeSet<>(tags.tablesWith(mask.tag()));
      case RowFilter filter ->
          new TreeSet<>(Securable.parse(filter.securable()).table().stream().toList());
      case Grant grant -> new TreeSet<>();
    };
  }

  private void reads(TableName reader, TableName input) {
    readers.computeIfAbsent(input, table -> new TreeSet<>()).add(reader);
  }

  private void follow(TableName table, SortedSet<TableName> reached) {
    readers
        .getOrDefault(table, new TreeSet<>())
        .forEach(
            reader -> {
              if (reached.add(reader)) {
                follow(reader, reached);
              }
            });
  }
}
