package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;

/** A table as it was. */
public record TableSnapshot(TableName table, long snapshotId) {}
