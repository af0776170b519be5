package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;

/**
 * A table was computed from another.
 *
 * @param snapshotId of the computed table, the newest that read the other
 * @param runId the step run that did, or null
 * @param inputSnapshotId of the other table, that was read
 */
public record TableEdge(
    TableName from, TableName to, String runId, long snapshotId, long inputSnapshotId) {}
