package io.tarn.catalog.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.GenericManifestFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Makes the snapshot of an append that is put on another state than its client saw, with Iceberg's
 * own append.
 *
 * @param table what it is put on
 * @param theirs the client's snapshot, whose id and summary stay
 */
record RebasedAppend(TableMetadata table, Snapshot theirs, String branch, StagedFiles files) {
  /**
   * Manifests are merged at this share of the number at which clients do it: else all writers who
   * see a table with so many read the same hundred manifests, and all but one merge them in vain.
   */
  private static final double MERGED_AT = 0.75;

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<NestedField> FIELDS = ManifestFile.schema().columns();

  /**
   * The snapshot, whose manifests and list are staged.
   *
   * @param added the manifests that the client's snapshot adds
   */
  Snapshot of(List<ManifestFile> added) {
    Table planned = new BaseTable(new Operations(table, files, theirs.snapshotId()), table.uuid());
    AppendFiles ours = planned.newAppend().toBranch(branch).scanManifestsWith(CallingThread.POOL);
    if (added.stream().anyMatch(ManifestFile::hasExistingFiles)) {
      // The client merged manifests of a state that has passed: only its own files count.
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
    return withSummary(ours.apply());
  }

  /** What the client says stays as it is, but for the totals and the counts of manifests. */
  private Snapshot withSummary(Snapshot ours) {
    try {
      ObjectNode written = (ObjectNode) JSON.readTree(SnapshotParser.toJson(ours));
      written.put("timestamp-ms", Math.max(ours.timestampMillis(), table.lastUpdatedMillis()));
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
