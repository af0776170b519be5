/** Requests that a client may send again when it got no answer, and that are done once. */
package io.tarn.catalog.domain.idempotency;
