package io.tarn.engine.duckdb;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.tarn.tables.TableFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;
import org.duckdb.DuckDBAppender;

/** Makes snapshots of Iceberg tables readable in a database. */
final class TableViews {
  private static final int ROW_BITS = 40;

  /** Of a {@code place}: the index of its file, and its position there, from 0. */
  static final String FILE = "(place >> %d)".formatted(ROW_BITS);

  static final String ROW = "(place & %d)".formatted((1L << ROW_BITS) - 1);

  private final DuckDb db;
  private final LocalFiles local;

  TableViews(DuckDb db, LocalFiles local) {
    this.db = db;
    this.local = local;
  }

  /**
   * A view of the rows in the files that were not deleted: columns by field id, so that renamed and
   * added ones come right, and each row's place as {@link SourceColumns#AT}.
   */
  void create(String name, Schema schema, List<TableFile> files) {
    String columns =
        schema.columns().stream()
            .map(NestedField::name)
            .map(DuckDbTypes::quoted)
            .collect(joining(", "));
    if (files.isEmpty()) {
      db.execute(
          "CREATE TEMP TABLE %s (%s, %s BIGINT)"
              .formatted(DuckDbTypes.quoted(name), typed(schema), SourceColumns.AT));
      return;
    }
    db.execute(
        """
        CREATE TEMP VIEW %s AS
        SELECT %s, (file_index::BIGINT << %d) | file_row_number AS %s
        FROM read_parquet([%s], schema = MAP {%s})%s
        """
            .formatted(
                DuckDbTypes.quoted(name),
                columns,
                ROW_BITS,
                SourceColumns.AT,
                files.stream()
                    .map(file -> DuckDbTypes.literal(local.path(file).toString()))
                    .collect(joining(", ")),
                byFieldId(schema),
                withoutDeleted(name, files)));
  }

  private static String typed(Schema schema) {
    return schema.columns().stream()
        .map(column -> DuckDbTypes.quoted(column.name()) + " " + DuckDbTypes.sql(column.type()))
        .collect(joining(", "));
  }

  private static String byFieldId(Schema schema) {
    return schema.columns().stream()
        .map(
            column ->
                "%d: {name: %s, type: %s, default_value: NULL}"
                    .formatted(
                        column.fieldId(),
                        DuckDbTypes.literal(column.name()),
                        DuckDbTypes.literal(DuckDbTypes.sql(column.type()))))
        .collect(joining(", "));
  }

  private String withoutDeleted(String name, List<TableFile> files) {
    if (files.stream().allMatch(file -> file.deletes().isEmpty())) {
      return "";
    }
    String table = "__deleted_" + name;
    db.execute("CREATE TEMP TABLE %s (place BIGINT)".formatted(deleted(name)));
    addVectors(table, files);
    addPositionDeletes(table, files);
    return " WHERE ((file_index::BIGINT << %d) | file_row_number) NOT IN (SELECT place FROM %s)"
        .formatted(ROW_BITS, deleted(name));
  }

  /** The places that were deleted before from the files of a view, if any were. */
  static String deleted(String view) {
    return DuckDbTypes.quoted("__deleted_" + view);
  }

  private void addVectors(String table, List<TableFile> files) {
    try (DuckDBAppender appender = db.connection().createAppender("temp", "main", table)) {
      for (int i = 0; i < files.size(); i++) {
        for (long row : local.deleted(files.get(i))) {
          appender.beginRow().append(at(i, row)).endRow();
        }
      }
    } catch (SQLException e) {
      throw SqlErrors.translated("appending to " + table, e);
    }
  }

  /** Each file of deletes is read once, however many data files it is about. */
  private void addPositionDeletes(String table, List<TableFile> files) {
    Set<Path> deletes =
        files.stream().flatMap(file -> local.positionDeletes(file).stream()).collect(toSet());
    if (deletes.isEmpty()) {
      return;
    }
    db.execute(
        """
        INSERT INTO %s
        SELECT (index << %d) | pos
        FROM read_parquet([%s], union_by_name = true)
          JOIN (VALUES %s) AS files (index, location) ON file_path = location
        """
            .formatted(
                DuckDbTypes.quoted(table),
                ROW_BITS,
                deletes.stream()
                    .map(path -> DuckDbTypes.literal(path.toString()))
                    .collect(joining(", ")),
                IntStream.range(0, files.size())
                    .filter(i -> !files.get(i).positionDeletes().isEmpty())
                    .mapToObj(
                        i ->
                            "(%d::BIGINT, %s)"
                                .formatted(i, DuckDbTypes.literal(files.get(i).location())))
                    .collect(joining(", "))));
  }

  private static long at(int file, long row) {
    return ((long) file << ROW_BITS) | row;
  }

  /** Sorts places by the file they are in. */
  static Map<TableFile, long[]> places(List<TableFile> files, List<Long> places) {
    return places.stream()
        .collect(
            Collectors.groupingBy(
                at -> files.get((int) (at >> ROW_BITS)),
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    all -> all.stream().mapToLong(at -> at & ((1L << ROW_BITS) - 1)).toArray())));
  }
}
