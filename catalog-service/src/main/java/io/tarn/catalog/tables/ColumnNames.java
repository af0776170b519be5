package io.tarn.catalog.tables;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.TableName;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** Names of a table's columns, which keep their ids whatever they are called. */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * The names that a change gives to columns that have others, each with each. Every schema counts:
   * a snapshot is read by its own.
   *
   * @return of a struct that is renamed its own name alone, which speaks for all that is in it
   */
  static Set<Derivation> given(TableName table, TableMetadata before, TableMetadata after) {
    Set<Derivation> given = new HashSet<>();
    for (Schema added : after.schemas()) {
      if (!before.schemasById().containsKey(added.schemaId())) {
        before.schemas().forEach(known -> add(given, table, known, added));
      }
    }
    return given;
  }

  private static void add(Set<Derivation> given, TableName table, Schema known, Schema added) {
    for (int id : TypeUtil.indexById(added.asStruct()).keySet()) {
      NestedField before = known.findField(id);
      if (before != null && !before.name().equals(added.findField(id).name())) {
        Column one = new Column(table, known.findColumnName(id));
        Column other = new Column(table, added.findColumnName(id));
        given.add(new Derivation(one, other));
        given.add(new Derivation(other, one));
      }
    }
  }
}
