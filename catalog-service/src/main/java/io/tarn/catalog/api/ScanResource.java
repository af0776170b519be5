package io.tarn.catalog.api;

import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.PlannedScan;
import io.tarn.catalog.tables.ScanPlanner;
import io.tarn.catalog.tables.Tables;
import io.tarn.model.TableName;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.rest.PlanStatus;
import org.apache.iceberg.rest.TableScanResponseParser;
import org.apache.iceberg.rest.requests.FetchScanTasksRequest;
import org.apache.iceberg.rest.requests.PlanTableScanRequest;
import org.apache.iceberg.util.DeleteFileSet;
import org.apache.iceberg.util.JsonUtil;

/**
 * Which files a scan must read, as Iceberg's REST specification has it. A scan is planned while its
 * client waits, so there is no plan to ask after or to cancel. What it tells are files' names and
 * statistics: it is for whoever may have the metadata.
 */
@Path("/iceberg/v1/{catalog}/namespaces/{namespace}/tables/{table}")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class ScanResource {
  private final Tables tables;
  private final ScanPlanner planner;
  private final Guard guard;

  ScanResource(Tables tables, ScanPlanner planner, Guard guard) {
    this.tables = tables;
    this.planner = planner;
    this.guard = guard;
  }

  @POST
  @Path("/plan")
  public Response plan(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      String body) {
    TableName name = Names.table(catalog, namespace, table);
    guard.requireMetadata(name);
    PlannedScan scan =
        planner.plan(tables.pointer(name), IcebergJson.read(body, PlanTableScanRequest.class));
    return answer(
        scan,
        answer -> {
          answer.writeStringField("status", PlanStatus.COMPLETED.status());
          answer.writeStringField("plan-id", UUID.randomUUID().toString());
          if (!scan.planTasks().isEmpty()) {
            JsonUtil.writeStringArray("plan-tasks", scan.planTasks(), answer);
          }
        });
  }

  @POST
  @Path("/tasks")
  public Response part(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      String body) {
    TableName name = Names.table(catalog, namespace, table);
    guard.requireMetadata(name);
    PlannedScan scan =
        planner.part(
            tables.pointer(name), IcebergJson.read(body, FetchScanTasksRequest.class).planTask());
    return answer(scan, answer -> {});
  }

  /** Iceberg's own response cannot be written outside its package: it must know the specs. */
  private static Response answer(PlannedScan scan, JsonUtil.ToJson before) {
    List<DeleteFile> deletes =
        List.copyOf(
            DeleteFileSet.of(
                () -> scan.files().stream().flatMap(file -> file.deletes().stream()).iterator()));
    return Response.ok(
            JsonUtil.generate(
                answer -> {
                  answer.writeStartObject();
                  before.generate(answer);
                  TableScanResponseParser.serializeScanTasks(
                      scan.files(), deletes, scan.specs(), answer);
                  answer.writeEndObject();
                },
                false))
        .build();
  }
}
