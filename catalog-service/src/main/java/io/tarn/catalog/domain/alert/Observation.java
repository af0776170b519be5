package io.tarn.catalog.domain.alert;

import io.tarn.model.event.RunEnded;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a table at a moment.
 *
 * @param freshestAt when its newest record was accepted; before the first, since when it is watched
 * @param lastRun the newest run of the step that writes it
 */
public record Observation(Instant at, Instant freshestAt, Optional<RunEnded> lastRun) {}
