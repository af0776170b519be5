package io.tarn.catalog.domain.lineage;

/** Where reported runs are kept. */
public interface ReportedRuns {
  /** Adds what a run tells; nothing that is known is forgotten for it. */
  void add(ReportedRun run);
}
