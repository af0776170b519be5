package io.tarn.catalog.domain.openlineage;

import io.tarn.model.TableName;

/**
 * A fact that is still to be told to others as OpenLineage: a commit, or the end of a run.
 *
 * @param id grows in the order of each table
 * @param sequence of the commit, or null
 * @param runId of the run that ended, or null
 */
public record LineageExport(long id, TableName table, Long sequence, String runId) {}
