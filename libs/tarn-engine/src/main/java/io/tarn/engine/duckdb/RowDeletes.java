package io.tarn.engine.duckdb;

import io.tarn.tables.DeletionVectors;
import io.tarn.tables.StagedFiles;
import io.tarn.tables.TableChange.Deletions;
import io.tarn.tables.TableFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;

/**
 * Stages that rows leave a table, as its format version has it: a deletion vector for each data
 * file, or in version 2 a file of positions. Either says all that was ever deleted from it.
 *
 * @param view of the files that the run builds on, as {@link TableViews} made it
 * @param left relation of the places of the rows
 */
record RowDeletes(DuckDb db, Path staging, String view, String left) {
  private static final int VECTORS_SINCE = 3;

  /** How many rows leave. */
  long count() {
    return db.number("SELECT count(*) FROM " + left);
  }

  /**
   * Uploads what says so.
   *
   * @param files that the view is of
   */
  Deletions stage(Table table, List<TableFile> files) {
    if (count() == 0) {
      return Deletions.none();
    }
    String places = places(files);
    return TableUtil.formatVersion(table) >= VECTORS_SINCE
        ? DeletionVectors.stage(table, TableViews.places(files, numbers(places)))
        : positionDeletes(table, files, places);
  }

  /** A vector takes up its predecessor; what files of positions say is added here. */
  private String places(List<TableFile> files) {
    String leaving = "SELECT place FROM %s AS leaving (place)".formatted(left);
    return files.stream().allMatch(file -> file.positionDeletes().isEmpty())
        ? leaving
        : "%s UNION SELECT place FROM %s WHERE %s IN (SELECT %s FROM (%s))"
            .formatted(
                leaving, TableViews.deleted(view), TableViews.FILE, TableViews.FILE, leaving);
  }

  private Deletions positionDeletes(Table table, List<TableFile> files, String places) {
    List<DeleteFile> added = new ArrayList<>();
    List<DeleteFile> replaced = new ArrayList<>();
    try {
      for (long file : numbers("SELECT DISTINCT %s FROM (%s)".formatted(TableViews.FILE, places))) {
        TableFile from = files.get((int) file);
        added.add(positionDeletes(table, from, file, places));
        replaced.addAll(from.ownDeletes());
      }
    } catch (RuntimeException e) {
      StagedFiles.discard(table, added);
      throw e;
    }
    return new Deletions(added, replaced);
  }

  private DeleteFile positionDeletes(Table table, TableFile from, long file, String places) {
    String positions =
        "SELECT %s AS pos FROM (%s) WHERE %s = %d"
            .formatted(TableViews.ROW, places, TableViews.FILE, file);
    try {
      return new ParquetStager(staging)
          .stageDeletes(db.connection(), table, from.data(), positions)
          .orElseThrow();
    } catch (SQLException e) {
      throw SqlErrors.translated(positions, e);
    }
  }

  private List<Long> numbers(String query) {
    return db.texts(query).stream().map(Long::valueOf).toList();
  }
}
