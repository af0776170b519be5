package io.tarn.catalog.tables;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;

/** Table metadata with a history, made in memory. */
final class History {
  private History() {}

  static TableMetadata empty() {
    return TableMetadata.newTableMetadata(
        new Schema(Types.NestedField.optional(1, "a", Types.StringType.get())),
        PartitionSpec.unpartitioned(),
        SortOrder.unsorted(),
        "s3://lakehouse/w/n/t-1",
        Map.of("format-version", "2"));
  }

  /** Puts snapshots on main, each on the last. */
  static TableMetadata with(TableMetadata base, Snapshot... snapshots) {
    TableMetadata.Builder builder = TableMetadata.buildFrom(base);
    for (Snapshot snapshot : snapshots) {
      builder.setBranchSnapshot(snapshot, SnapshotRef.MAIN_BRANCH);
    }
    return builder.build();
  }

  static Snapshot snapshot(long id, Long parent) {
    return snapshot(id, parent, Map.of());
  }

  static Snapshot snapshot(long id, Long parent, Map<String, String> summary) {
    String properties =
        summary.entrySet().stream()
            .map(
                entry ->
                    ", \"%s\": \"%s\""
                        .formatted(entry.getKey(), entry.getValue().replace("\"", "\\\"")))
            .collect(Collectors.joining());
    return SnapshotParser.fromJson(
        """
        {"snapshot-id": %d, %s "sequence-number": %d, "timestamp-ms": %d, "schema-id": 0,
         "manifest-list": "s3://lakehouse/w/n/t-1/metadata/snap.avro",
         "summary": {"operation": "append"%s}}"""
            .formatted(
                id,
                parent == null ? "" : "\"parent-snapshot-id\": " + parent + ",",
                id,
                System.currentTimeMillis(),
                properties));
  }
}
