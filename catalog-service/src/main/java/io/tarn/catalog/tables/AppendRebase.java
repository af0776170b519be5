package io.tarn.catalog.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.catalog.config.CatalogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.GenericManifestFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Puts a pure append on what the branch has become: what the client itself would do after a
 * conflict, with Iceberg's own append, but without asking the client.
 */
@ApplicationScoped
class AppendRebase {
  /** A table property: "false" when its writers decide by earlier snapshots what to append. */
  static final String ALLOWED = "tarn.rebase-appends";

  /**
   * As a share of the manifests at which a client merges: all writers who see a table with so many
   * would read the same hundred manifests, and merge in vain, but for the first of them.
   */
  private static final double MERGED_AT = 0.75;

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<NestedField> FIELDS = ManifestFile.schema().columns();

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
    added(append.snapshot(), files).forEach(manifest -> files.newInputFile(manifest.path()));
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
        && list.startsWith(table.location() + "/")
        && !list.contains("/../")
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
        ? Optional.of(rebased(table, theirs, branch, added, files))
        : Optional.empty();
  }

  private static List<ManifestFile> added(Snapshot snapshot, FileIO files) {
    return snapshot.allManifests(files).stream()
        .filter(manifest -> Long.valueOf(snapshot.snapshotId()).equals(manifest.snapshotId()))
        .toList();
  }

  private static boolean isAppendable(ManifestFile manifest, TableMetadata table) {
    return manifest.content() == ManifestContent.DATA
        && !manifest.hasDeletedFiles()
        && manifest.addedFilesCount() != null
        && manifest.addedRowsCount() != null
        && manifest.addedRowsCount() >= 0
        && table.specsById().containsKey(manifest.partitionSpecId());
  }

  private static Snapshot rebased(
      TableMetadata table,
      Snapshot theirs,
      String branch,
      List<ManifestFile> added,
      StagedFiles files) {
    Table planned = new BaseTable(new Operations(table, files, theirs.snapshotId()), table.uuid());
    AppendFiles ours = planned.newAppend().toBranch(branch).scanManifestsWith(CallingThread.POOL);
    if (added.stream().anyMatch(ManifestFile::hasExistingFiles)) {
      // The client merged manifests of a state that has passed: only its own files count.
      System.err.println(
          System.currentTimeMillis() + " CLIENTMERGED " + table.location().hashCode());
      SnapshotChanges.builderFor(planned)
          .snapshot(theirs)
          .build()
          .addedDataFiles()
          .forEach(ours::appendFile);
    } else {
      added.forEach(manifest -> ours.appendManifest(unassigned(manifest)));
      String size = theirs.summary().get(SnapshotSummary.ADDED_FILE_SIZE_PROP);
      if (size != null) {
        ours.set(SnapshotSummary.ADDED_FILE_SIZE_PROP, size);
      }
    }
    files.replaced().add(theirs.manifestListLocation());
    return withSummary(ours.apply(), theirs, table.lastUpdatedMillis());
  }

  /** What the client says stays as it is, but for the totals and the counts of manifests. */
  private static Snapshot withSummary(Snapshot ours, Snapshot theirs, long notBefore) {
    try {
      ObjectNode written = (ObjectNode) JSON.readTree(SnapshotParser.toJson(ours));
      written.put("timestamp-ms", Math.max(ours.timestampMillis(), notBefore));
      ObjectNode summary = written.withObject("/summary");
      theirs.summary().entrySet().stream()
          .filter(said -> !said.getKey().startsWith("total-"))
          .filter(said -> !said.getKey().startsWith("manifests-"))
          .forEach(said -> summary.put(said.getKey(), said.getValue()));
      return SnapshotParser.fromJson(written.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The manifest as before a commit, when it has neither sequence number nor row ids. */
  private static ManifestFile unassigned(ManifestFile manifest) {
    GenericManifestFile copy =
        (GenericManifestFile) GenericManifestFile.copyOf(manifest).withSnapshotId(null).build();
    copy.put(FIELDS.indexOf(ManifestFile.SEQUENCE_NUMBER), -1L);
    copy.put(FIELDS.indexOf(ManifestFile.MIN_SEQUENCE_NUMBER), -1L);
    copy.put(FIELDS.indexOf(ManifestFile.FIRST_ROW_ID), null);
    return copy;
  }

  /** A table in a plan: a new snapshot has the id that the client gave it. */
  private static final class Operations extends StaticTableOperations {
    private final TableMetadata table;
    private final long snapshotId;

    Operations(TableMetadata table, FileIO files, long snapshotId) {
      super(mergedSooner(table), files);
      this.table = table;
      this.snapshotId = snapshotId;
    }

    private static TableMetadata mergedSooner(TableMetadata table) {
      int manifests =
          table.propertyAsInt(
              TableProperties.MANIFEST_MIN_MERGE_COUNT,
              TableProperties.MANIFEST_MIN_MERGE_COUNT_DEFAULT);
      return TableMetadata.buildFrom(table)
          .setProperties(
              Map.of(
                  TableProperties.MANIFEST_MIN_MERGE_COUNT,
                  String.valueOf((int) Math.ceil(MERGED_AT * manifests))))
          .build();
    }

    @Override
    public long newSnapshotId() {
      return snapshotId;
    }

    @Override
    public String metadataFileLocation(String file) {
      return table.location() + "/metadata/" + file;
    }
  }
}
