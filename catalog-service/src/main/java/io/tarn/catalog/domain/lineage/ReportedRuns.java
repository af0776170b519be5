package io.tarn.catalog.domain.lineage;

import io.tarn.model.TableName;

/** Where reported runs are kept. */
public interface ReportedRuns {
  /** Adds what a run tells; nothing that is known is forgotten for it. */
  void add(ReportedRun run);

  /** Keeps that somebody who may read the table told where its rows come from. */
  void trace(TableName output);
}
