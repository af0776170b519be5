package io.tarn.ml.domain;

/**
 * What a training reads: the complete weeks of its input table at one snapshot.
 *
 * @param rowsRead rows of the table that went into it
 */
public record TrainingInput(WeeklyHistory history, long snapshotId, long rowsRead) {}
