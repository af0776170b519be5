package io.tarn.catalog.domain.idempotency;

import java.util.UUID;

/**
 * The name a client gave to a request: the {@code Idempotency-Key} of Iceberg's REST specification.
 *
 * @param request what is asked for, in short; the same whenever it is asked again
 */
public record RequestKey(UUID value, String request) {}
