package io.tarn.catalog.tables;

import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.commit.HistoryStep;
import io.tarn.catalog.domain.commit.SnapshotFacts;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.inmemory.InMemoryOutputFile;

/**
 * One table's way from the metadata it has to the metadata it gets, in one or more steps.
 *
 * @param pointer empty when the table is to be made
 * @param base null when the table is to be made
 * @param steps oldest first; none when nothing changes
 * @param staged files that the new metadata needs and nobody has written yet
 */
record PlannedChange(
    TableName table,
    Optional<TablePointer> pointer,
    TableMetadata base,
    TableMetadata updated,
    List<Step> steps,
    StagedFiles staged) {

  /**
   * What one request does.
   *
   * @param moves what becomes of the main branch
   */
  record Step(Author author, List<HistoryStep> moves) {
    Step {
      moves = List.copyOf(moves);
    }
  }

  PlannedChange {
    steps = List.copyOf(steps);
  }

  /** A table as it is, before the first step. */
  static PlannedChange of(TablePointer pointer, TableMetadata base, StagedFiles staged) {
    return new PlannedChange(pointer.name(), Optional.of(pointer), base, base, List.of(), staged);
  }

  static PlannedChange creation(TableName table, TableMetadata created, Author author) {
    return made(table, created, new Step(author, MainBranch.moves(null, created)));
  }

  static PlannedChange registration(TableName table, TableMetadata existing, Author author) {
    return made(table, existing, new Step(author, MainBranch.registered(existing)));
  }

  private static PlannedChange made(TableName table, TableMetadata metadata, Step step) {
    return new PlannedChange(
        table, Optional.empty(), null, metadata, List.of(step), new StagedFiles(null));
  }

  /** This and one step more. */
  PlannedChange then(TableMetadata next, Author author) {
    if (next.changes().isEmpty()) {
      return this;
    }
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(author, MainBranch.moves(updated, next)));
    // Iceberg drops snapshots from the history that were passed within one set of changes.
    TableMetadata settled = TableMetadata.buildFrom(next).discardChanges().build();
    return new PlannedChange(table, pointer, base, settled, longer, staged);
  }

  /** Whether the table is made, or gets a snapshot it did not have, on whatever branch. */
  boolean addsRows() {
    return base == null
        || updated.snapshots().stream()
            .anyMatch(snapshot -> base.snapshot(snapshot.snapshotId()) == null);
  }

  /** Names that columns have beside others, if the table's schemas are not those it had. */
  Set<Derivation> aliases() {
    List<Schema> before = base == null ? List.of() : base.schemas();
    return before.equals(updated.schemas())
        ? Set.of()
        : ColumnNames.aliases(
            table, Stream.concat(before.stream(), updated.schemas().stream()).distinct().toList());
  }

  /** Snapshots that were there before, and become the table's state, or part of it, by a step. */
  Set<Long> returning(Step step) {
    return step.moves().stream()
        .flatMap(
            move ->
                switch (move) {
                  case HistoryStep.Added(SnapshotFacts snapshot) -> known(snapshot);
                  case HistoryStep.RolledBack(SnapshotFacts snapshot) -> known(snapshot);
                  case HistoryStep.Registered(SnapshotFacts snapshot, Map<String, Long> ends) ->
                      Stream.of(snapshot.id());
                  case HistoryStep.Emptied emptied -> Stream.<Long>empty();
                })
        .collect(Collectors.toSet());
  }

  private Stream<Long> known(SnapshotFacts snapshot) {
    return Stream.of(snapshot.id()).filter(id -> base != null && base.snapshot(id) != null);
  }

  /** The snapshots that remain, if some are gone. */
  Optional<Set<Long>> remaining() {
    boolean gone =
        base != null
            && base.snapshots().stream()
                .anyMatch(snapshot -> updated.snapshot(snapshot.snapshotId()) == null);
    return gone
        ? Optional.of(
            updated.snapshots().stream().map(Snapshot::snapshotId).collect(Collectors.toSet()))
        : Optional.empty();
  }

  boolean changesNothing() {
    return base != null && steps.isEmpty();
  }

  /** Whether the metadata is in a file already, as that of a registered table is. */
  boolean isWritten() {
    return updated.metadataFileLocation() != null;
  }

  /** The metadata's file, if the change wrote one. */
  Optional<InMemoryOutputFile> metadataFile() {
    return Optional.ofNullable(staged.written().get(updated.metadataFileLocation()));
  }

  PlannedChange written(TableMetadata written) {
    return new PlannedChange(table, pointer, base, written, steps, staged);
  }
}
