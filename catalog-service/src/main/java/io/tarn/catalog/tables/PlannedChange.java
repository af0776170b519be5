package io.tarn.catalog.tables;

import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.commit.HistoryStep;
import io.tarn.model.TableName;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;

/**
 * One table's way from the metadata it has to the metadata it gets.
 *
 * @param pointer empty when the table is to be made
 * @param base null when the table is to be made
 * @param moves what becomes of its main branch
 */
record PlannedChange(
    TableName table,
    Optional<TablePointer> pointer,
    TableMetadata base,
    TableMetadata updated,
    List<HistoryStep> moves) {
  PlannedChange {
    moves = List.copyOf(moves);
  }

  static PlannedChange of(TablePointer pointer, TableMetadata base, TableMetadata updated) {
    return new PlannedChange(
        pointer.name(), Optional.of(pointer), base, updated, MainBranch.moves(base, updated));
  }

  static PlannedChange creation(TableName table, TableMetadata created) {
    return new PlannedChange(
        table, Optional.empty(), null, created, MainBranch.moves(null, created));
  }

  static PlannedChange registration(TableName table, TableMetadata existing) {
    return new PlannedChange(
        table, Optional.empty(), null, existing, MainBranch.registered(existing));
  }

  boolean changesNothing() {
    return base != null && base.metadataFileLocation().equals(updated.metadataFileLocation());
  }

  /** Whether the metadata is in a file already, as that of a registered table is. */
  boolean isWritten() {
    return updated.metadataFileLocation() != null;
  }

  PlannedChange written(TableMetadata written) {
    return new PlannedChange(table, pointer, base, written, moves);
  }
}
