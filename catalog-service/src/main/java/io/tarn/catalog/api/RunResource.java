package io.tarn.catalog.api;

import io.tarn.catalog.domain.lineage.Runs;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** How the runs of steps ended. */
@Path("/api/v1/runs")
public class RunResource {
  private static final int MOST = 1000;

  private final Runs runs;
  private final CallerIdentity caller;
  private final Guard guard;

  RunResource(Runs runs, CallerIdentity caller, Guard guard) {
    this.runs = runs;
    this.caller = caller;
    this.guard = guard;
  }

  @GET
  public List<RunEnded> newest(@RestQuery String table, @RestQuery @DefaultValue("100") int limit) {
    Optional<TableName> one =
        Optional.ofNullable(table).map(name -> Written.read(() -> TableName.parse(name)));
    List<RunEnded> newest = runs.newest(caller.identity(), one, Math.clamp(limit, 1, MOST));
    return one.filter(guard::seesFigures)
        .map(name -> guard.told(Guard.READ_HISTORY, name, newest))
        .orElse(newest);
  }
}
