package io.tarn.catalog.domain.permission;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import java.time.Instant;

/**
 * That a table which another engine wrote may be read by whoever was granted to read around it.
 *
 * @param by who said so; null, as {@code at}, while nobody did
 */
public record Classification(TableName table, Principal by, Instant at) {}
