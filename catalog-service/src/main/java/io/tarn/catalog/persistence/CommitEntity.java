package io.tarn.catalog.persistence;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import io.tarn.model.event.TableCommitted;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of the commit log. */
@Entity
@Immutable
@Table(name = "table_commit")
class CommitEntity {
  @Embeddable
  record Id(@Column(name = "table_id") long tableId, long sequence) {}

  @EmbeddedId Id id;

  @Column(name = "table_name")
  String tableName;

  @Column(name = "table_uuid")
  UUID tableUuid;

  @Column(name = "snapshot_id")
  long snapshotId;

  @Column(name = "parent_snapshot_id")
  Long parentSnapshotId;

  String operation;

  @Column(name = "committed_at")
  Instant committedAt;

  String principal;

  @Column(name = "added_rows")
  long addedRows;

  @Column(name = "removed_rows")
  long removedRows;

  @Column(name = "total_rows")
  long totalRows;

  @Column(name = "data_files")
  long dataFiles;

  @Column(name = "run_id")
  String runId;

  @Column(name = "manifest_version")
  Long manifestVersion;

  @Column(name = "accepted_up_to")
  Instant acceptedUpTo;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Long> reach;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Long> ends;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, Long> inputs;

  @Column(name = "column_lineage")
  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, List<String>> columnLineage;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, String> summary;

  static CommitEntity of(long tableId, Commit commit) {
    TableCommitted event = commit.event();
    CommitEntity row = new CommitEntity();
    row.id = new Id(tableId, event.sequence());
    row.tableName = event.table().toString();
    row.tableUuid = UUID.fromString(event.tableUuid());
    row.snapshotId = event.snapshotId();
    row.parentSnapshotId = event.parentSnapshotId();
    row.operation = event.operation();
    row.committedAt = event.committedAt();
    row.principal = event.principal();
    row.addedRows = event.addedRows();
    row.removedRows = event.removedRows();
    row.totalRows = event.totalRows();
    row.dataFiles = commit.dataFiles();
    row.runId = event.runId();
    row.manifestVersion = commit.manifestVersion();
    row.acceptedUpTo = event.acceptedUpTo();
    row.reach = event.reach();
    row.ends = commit.ends();
    row.inputs =
        commit.inputs().entrySet().stream()
            .collect(Collectors.toMap(input -> input.getKey().toString(), Map.Entry::getValue));
    row.columnLineage = commit.columnLineage();
    row.summary = commit.summary();
    return row;
  }

  Commit commit() {
    TableCommitted event =
        new TableCommitted(
            TableName.parse(tableName),
            tableUuid.toString(),
            id.sequence(),
            snapshotId,
            parentSnapshotId,
            operation,
            committedAt,
            principal,
            addedRows,
            removedRows,
            totalRows,
            runId,
            acceptedUpTo,
            reach);
    Map<TableName, Long> named =
        inputs.entrySet().stream()
            .collect(
                Collectors.toMap(input -> TableName.parse(input.getKey()), Map.Entry::getValue));
    return new Commit(event, dataFiles, manifestVersion, ends, named, columnLineage, summary);
  }
}
