package io.tarn.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * What catalog-service knows of a table as it stands.
 *
 * @param sequence of its newest commit; 0 before the first
 * @param snapshotId of its newest commit, or null before the first
 * @param acceptedUpTo newest acceptance time contained, or null when not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TableState(long sequence, Long snapshotId, Instant acceptedUpTo) {}
