package io.tarn.catalog.tables;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** Names of a table's columns, which keep their ids whatever they are called. */
final class ColumnNames {
  /** The last name of a field, by itself and with what it is in. */
  private record Named(String own, String full) {}

  private ColumnNames() {}

  /**
   * The names of columns that had others before, each with the one before it, both ways. Every
   * schema counts: a snapshot is read by its own.
   *
   * @param schemas oldest first
   * @return a renamed struct is told by its own name only, which covers the fields inside
   */
  static Set<Derivation> aliases(TableName table, List<Schema> schemas) {
    Set<Derivation> aliases = new HashSet<>();
    Map<Integer, Named> last = new HashMap<>();
    for (Schema schema : schemas) {
      for (NestedField field : TypeUtil.indexById(schema.asStruct()).values()) {
        Named now = new Named(field.name(), schema.findColumnName(field.fieldId()));
        Named before = last.put(field.fieldId(), now);
        if (before != null && !before.own().equals(now.own())) {
          Column one = new Column(table, before.full());
          Column other = new Column(table, now.full());
          aliases.add(new Derivation(one, other));
          aliases.add(new Derivation(other, one));
        }
      }
    }
    return aliases;
  }
}
