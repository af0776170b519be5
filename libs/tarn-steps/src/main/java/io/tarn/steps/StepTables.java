package io.tarn.steps;

import io.tarn.engine.StepShape;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.TableManifest;
import io.tarn.tables.Lakehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The table of a step and its quarantine, made on first use and kept to the shape of the SQL. */
final class StepTables {
  /** What every quarantine table looks like, as docs/manifests.md lays it down. */
  static final Schema QUARANTINE =
      new Schema(
          NestedField.optional(1, "payload", Types.StringType.get()),
          NestedField.optional(2, "source_partition", Types.IntegerType.get()),
          NestedField.optional(3, "source_offset", Types.LongType.get()),
          NestedField.optional(4, "origin", Types.StringType.get()),
          NestedField.optional(5, "accepted_at", Types.TimestampType.withZone()),
          NestedField.optional(6, "rule", Types.StringType.get()),
          NestedField.optional(7, "rule_version", Types.LongType.get()),
          NestedField.optional(8, "reason", Types.StringType.get()),
          NestedField.optional(9, "run_id", Types.StringType.get()),
          NestedField.optional(10, "quarantined_at", Types.TimestampType.withZone()));

  private final Lakehouse lakehouse;

  StepTables(Lakehouse lakehouse) {
    this.lakehouse = lakehouse;
  }

  /** The quarantine of a step, if it has one. */
  Optional<Table> quarantine(TableManifest step) {
    return step.quarantines()
        ? Optional.of(lakehouse.createIfAbsent(step.quarantine(), QUARANTINE, Map.of()))
        : Optional.empty();
  }

  /**
   * The table of a step, with the columns of its SQL.
   *
   * @param found as it was loaded, if it exists
   * @throws TarnException UNPROCESSABLE when a column has another type and not everything is to be
   *     computed anew
   */
  Table target(TableName name, Optional<Table> found, StepShape shape, Extent extent) {
    Table table = found.orElseGet(() -> lakehouse.createIfAbsent(name, shape.schema(), Map.of()));
    List<String> gone = new ArrayList<>();
    List<NestedField> added = new ArrayList<>();
    for (NestedField column : table.schema().columns()) {
      NestedField wanted = shape.schema().findField(column.name());
      if (wanted == null) {
        gone.add(column.name());
      } else if (!same(column.type(), wanted.type())) {
        requireEverything(name, column, wanted, extent);
        gone.add(column.name());
        added.add(wanted);
      }
    }
    for (NestedField wanted : shape.schema().columns()) {
      if (table.schema().findField(wanted.name()) == null) {
        added.add(wanted);
      }
    }
    if (!gone.isEmpty() || !added.isEmpty()) {
      change(table, gone, added);
    }
    return table;
  }

  private static void requireEverything(
      TableName name, NestedField column, NestedField wanted, Extent extent) {
    if (extent != Extent.everything) {
      throw new TarnException(
          ErrorKind.UNPROCESSABLE,
          "Column '%s' of %s is %s, but the SQL now gives %s."
              .formatted(column.name(), name, column.type(), wanted.type()),
          "Cast it, or refresh the step fully: the column is then made anew.");
    }
  }

  private static void change(Table table, List<String> gone, List<NestedField> added) {
    UpdateSchema update = table.updateSchema();
    gone.forEach(update::deleteColumn);
    added.forEach(column -> update.addColumn(column.name(), column.type()));
    update.commit();
  }

  /** Field ids do not count. */
  private static boolean same(Type one, Type other) {
    return numbered(one).equals(numbered(other));
  }

  private static Type numbered(Type type) {
    int[] next = {1};
    return TypeUtil.assignFreshIds(
            new Schema(NestedField.optional(1, "column", type)), () -> next[0]++)
        .findType("column");
  }
}
