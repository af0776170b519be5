package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;

/**
 * A table was computed from another.
 *
 * @param snapshotId of the computed table, the newest that read the other
 * @param runId the step run that did, or null
 */
public record TableEdge(TableName from, TableName to, String runId, long snapshotId) {}
