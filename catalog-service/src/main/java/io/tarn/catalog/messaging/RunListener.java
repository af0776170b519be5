package io.tarn.catalog.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.Blocking;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.model.event.RunEnded;
import io.tarn.model.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Keeps what the services tell of their runs; each run once, however often it is told. */
@ApplicationScoped
class RunListener {
  private static final Logger LOG = Logger.getLogger(RunListener.class);

  private final RunStore runs;

  RunListener(RunStore runs) {
    this.runs = runs;
  }

  @Incoming("ended-runs")
  @Blocking
  void ended(String payload) {
    try {
      runs.keep(Json.MAPPER.readValue(payload, RunEnded.class));
    } catch (JsonProcessingException unreadable) {
      LOG.errorf(unreadable, "The end of a run could not be read: %s", payload);
    }
  }
}
