package io.tarn.gold.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.gold.dashboards.Dashboards;
import io.tarn.gold.query.SharedAnswers;
import io.tarn.gold.query.SharedAnswers.Shared;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.DashboardManifest;
import io.tarn.service.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;

/** Dashboards, their tiles and the tiles' data. */
@Path("/api/v1/dashboards")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DashboardsResource {
  private final Dashboards dashboards;
  private final SharedAnswers answers;
  private final Caller caller;
  private final JsonAnswers json;

  DashboardsResource(
      Dashboards dashboards, SharedAnswers answers, Caller caller, JsonAnswers json) {
    this.dashboards = dashboards;
    this.answers = answers;
    this.caller = caller;
    this.json = json;
  }

  @GET
  public List<DashboardView.Entry> list() {
    return dashboards.visible(caller).stream()
        .map(dashboard -> new DashboardView.Entry(dashboard.name(), dashboard.title()))
        .toList();
  }

  @GET
  @Path("/{name}")
  public DashboardView one(@PathParam("name") String name) {
    return DashboardView.of(dashboards.require(caller, name), dashboards);
  }

  @GET
  @Path("/{name}/tiles/{index}/data")
  public StreamingOutput data(@PathParam("name") String name, @PathParam("index") int index) {
    DashboardManifest dashboard = dashboards.require(caller, name);
    if (index < 0 || index >= dashboard.tiles().size()) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "Dashboard %s has no tile %d.".formatted(name, index),
          "They are counted from 0.");
    }
    Shared answer = answers.ask(caller, dashboard.tiles().get(index).sql());
    return out -> json.write(answer, out);
  }
}
