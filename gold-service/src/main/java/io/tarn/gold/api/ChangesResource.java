package io.tarn.gold.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.gold.config.GoldConfig;
import io.tarn.gold.dashboards.Changes;
import io.tarn.gold.dashboards.Changes.Change;
import io.tarn.gold.dashboards.Changes.Committed;
import io.tarn.gold.dashboards.Changes.Policies;
import io.tarn.gold.dashboards.Dashboards;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.DashboardManifest;
import io.tarn.service.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;

/** Server-sent events: what changes under a dashboard, for as long as the caller may see it. */
@Path("/api/v1/dashboards/{name}/changes")
@RunOnVirtualThread
public class ChangesResource {
  private final Dashboards dashboards;
  private final Changes changes;
  private final GoldConfig config;
  private final Caller caller;

  ChangesResource(Dashboards dashboards, Changes changes, GoldConfig config, Caller caller) {
    this.dashboards = dashboards;
    this.changes = changes;
    this.config = config;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void follow(@PathParam("name") String name, @Context SseEventSink sink, @Context Sse sse)
      throws InterruptedException {
    DashboardManifest dashboard = dashboards.require(caller, name);
    try (sink;
        Changes.Listener listener = changes.listen(dashboards.tables(dashboard))) {
      sink.send(sse.newEventBuilder().comment("listening").build());
      while (!sink.isClosed()) {
        Optional<Change> change = listener.next(config.dashboards().heartbeat());
        if (!(change.orElse(null) instanceof Committed) && !stillAllowed(name)) {
          return;
        }
        if (!sink.isClosed()) {
          sink.send(event(change, sse));
        }
      }
    }
  }

  /** Asked at each heartbeat and change of policies; a token that ran out ends the stream too. */
  private boolean stillAllowed(String name) {
    try {
      dashboards.require(caller, name);
      return true;
    } catch (TarnException refused) {
      return false;
    }
  }

  private static OutboundSseEvent event(Optional<Change> change, Sse sse) {
    return switch (change.orElse(new Policies())) {
      case Committed committed ->
          sse.newEventBuilder().mediaType(MediaType.APPLICATION_JSON_TYPE).data(committed).build();
      case Policies heartbeat -> sse.newEventBuilder().comment("still here").build();
    };
  }
}
