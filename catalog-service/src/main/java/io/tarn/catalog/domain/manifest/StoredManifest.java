package io.tarn.catalog.domain.manifest;

import io.tarn.model.Principal;
import io.tarn.model.manifest.Manifest;
import java.time.Instant;

/**
 * A manifest in force.
 *
 * @param version counts the changes of this manifest from 1, removals included
 * @param yaml as it was written
 */
public record StoredManifest(
    Manifest manifest, long version, String yaml, Instant appliedAt, Principal appliedBy) {}
