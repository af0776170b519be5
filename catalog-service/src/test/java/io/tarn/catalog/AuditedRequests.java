package io.tarn.catalog;

import io.tarn.model.event.Accessed;
import io.tarn.service.AuditLog;
import io.tarn.service.Caller;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Requests that go on working while their accesses are written down. */
@Path("/test/audited-requests")
public class AuditedRequests {
  private static final int ACCESSES = 1000;

  @Inject AuditLog log;
  @Inject Caller caller;

  /** Answers with whom the request was made by, asked again and again until all is written. */
  @GET
  public String caller() {
    String known = caller.principal().toString();
    for (int i = 0; i < ACCESSES; i++) {
      AuditLog.Entry access = log.begin(access(known));
      while (!access.written().isDone()) {
        if (!caller.principal().toString().equals(known)) {
          throw new IllegalStateException("somebody else");
        }
      }
      access.await();
    }
    return known;
  }

  private static Accessed access(String who) {
    return new Accessed(
        UUID.randomUUID().toString(),
        Instant.now(),
        who,
        "catalog-service",
        "TEST",
        List.of(),
        true,
        "a test",
        null,
        null,
        null,
        null,
        null);
  }
}
