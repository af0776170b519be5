package io.tarn.catalog.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers that would outlive a right if somebody kept them. */
final class Unkept {
  private Unkept() {}

  /** The answer, which has no tag and goes into no cache. */
  static Response answer(Object json) {
    return Response.ok(json).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
