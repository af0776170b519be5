package io.tarn.catalog.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.catalog.domain.lineage.LineageReports;
import io.tarn.catalog.domain.lineage.ReportedRun;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Where other engines tell what their runs have read and written. */
@Path("/api/v1/lineage")
public class OpenLineageResource {
  private final LineageReports reports;
  private final CallerIdentity caller;

  OpenLineageResource(LineageReports reports, CallerIdentity caller) {
    this.reports = reports;
    this.caller = caller;
  }

  /** The tables whose lineage was taken from the event. */
  public record Taken(List<String> outputs) {}

  /** Takes an event of OpenLineage. */
  @POST
  @ResponseStatus(201)
  public Taken report(JsonNode event) {
    List<ReportedRun> runs = new OpenLineageEvent(Written.required("body", event)).runs();
    reports.take(caller.identity(), runs);
    return new Taken(runs.stream().map(run -> run.output().toString()).toList());
  }
}
