package io.tarn.catalog.tables;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.tables.OwnFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;

/**
 * Puts a pure append on what the branch has become: what the client itself would do after a
 * conflict, with Iceberg's own append, but without asking the client.
 */
@ApplicationScoped
class AppendRebase {
  /** A table property: "false" when its writers decide by earlier snapshots what to append. */
  static final String ALLOWED = "tarn.rebase-appends";

  private final Set<String> dependent;

  @Inject
  AppendRebase(CatalogConfig config) {
    this(config.commits().dependentAppends());
  }

  AppendRebase(Set<String> dependent) {
    this.dependent = Set.copyOf(dependent);
  }

  /**
   * The table with the append on top of its branch; empty when it cannot be put there, and must
   * meet all its requirements as any other change.
   *
   * @throws org.apache.iceberg.exceptions.CommitFailedException when a requirement does not hold
   *     that is not about the branch's position
   */
  Optional<TableMetadata> onto(TableMetadata table, PureAppend append, StagedFiles files) {
    if (!isAllowed(table, append)) {
      return Optional.empty();
    }
    append.conditions().forEach(condition -> condition.validate(table));
    // Refuses what cannot be read, before anything is staged.
    SnapshotReader.facts(append.snapshot());
    String branch = append.move().name();
    return rebased(table, append.snapshot(), branch, files)
        .map(rebased -> TableMetadata.buildFrom(table).setBranchSnapshot(rebased, branch).build());
  }

  /**
   * Reads the append's manifests, which the store's client keeps then: sooner or later somebody's
   * append merges them with a hundred others, one after the other, and all writers wait for it.
   */
  void lookAhead(PureAppend append, StagedFiles files) {
    added(append.snapshot(), files)
        .forEach(manifest -> files.newInputFile(manifest.path()).getLength());
  }

  /**
   * The first snapshot of a table that was begun anew, with ids for its rows that no row has had:
   * its client reckoned them from a state that has passed.
   *
   * @param table without a snapshot on its main branch
   * @return empty when the snapshot does more than append
   */
  Optional<Snapshot> anew(TableMetadata table, Snapshot theirs, StagedFiles files) {
    boolean begun =
        table.currentSnapshot() == null
            && theirs.parentId() == null
            && DataOperations.APPEND.equals(theirs.operation())
            && isOwnList(table, theirs);
    return begun ? rebased(table, theirs, SnapshotRef.MAIN_BRANCH, files) : Optional.empty();
  }

  private boolean isAllowed(TableMetadata table, PureAppend append) {
    return append.continues(table)
        && table.formatVersion() > 1
        && table.propertyAsBoolean(ALLOWED, true)
        && append.snapshot().summary().keySet().stream()
            .noneMatch(key -> dependent.stream().anyMatch(key::startsWith))
        && isOwnList(table, append.snapshot());
  }

  /** The list is read, and deleted in the end, with the service's own keys. */
  private static boolean isOwnList(TableMetadata table, Snapshot snapshot) {
    String list = snapshot.manifestListLocation();
    return list != null
        && OwnFiles.isBelow(table.location(), list)
        && table.snapshots().stream().noneMatch(one -> list.equals(one.manifestListLocation()));
  }

  /** Empty when there is more in the snapshot than can be appended, or its list is not there. */
  private static Optional<Snapshot> rebased(
      TableMetadata table, Snapshot theirs, String branch, StagedFiles files) {
    List<ManifestFile> added;
    try {
      added = added(theirs, files);
    } catch (NotFoundException noList) {
      return Optional.empty();
    }
    return added.stream().allMatch(manifest -> isAppendable(manifest, table))
        ? Optional.of(new RebasedAppend(table, theirs, branch, files).of(added))
        : Optional.empty();
  }

  private static List<ManifestFile> added(Snapshot snapshot, FileIO files) {
    return snapshot.allManifests(files).stream()
        .filter(manifest -> Long.valueOf(snapshot.snapshotId()).equals(manifest.snapshotId()))
        .toList();
  }

  private static boolean isAppendable(ManifestFile manifest, TableMetadata table) {
    return manifest.content() == ManifestContent.DATA
        && OwnFiles.isBelow(table.location(), manifest.path())
        && !manifest.hasDeletedFiles()
        && manifest.addedFilesCount() != null
        && manifest.addedRowsCount() != null
        && manifest.addedRowsCount() >= 0
        && table.specsById().containsKey(manifest.partitionSpecId());
  }
}
