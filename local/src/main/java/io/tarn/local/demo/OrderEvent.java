package io.tarn.local.demo;

import java.time.Instant;
import java.util.Optional;

/**
 * One event as it is sent.
 *
 * @param body its bytes; not always JSON, not always UTF-8
 * @param rowId the line it is about
 * @param placedAt when the customer paid, as the event says
 * @param breaks the rule it breaks, empty when it is good
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying each body would only cost
record OrderEvent(byte[] body, int rowId, Instant placedAt, Optional<String> breaks) {}
