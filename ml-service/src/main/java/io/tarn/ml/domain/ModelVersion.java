package io.tarn.ml.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A registered model that can be asked.
 *
 * @param version counts from 1 within its model
 * @param artifact where the saved model is, as {@code ArtifactStore} names it
 */
public record ModelVersion(
    String model, int version, UUID runId, String algorithm, String artifact, Instant createdAt) {}
