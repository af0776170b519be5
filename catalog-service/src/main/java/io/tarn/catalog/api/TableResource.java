package io.tarn.catalog.api;

import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.tables.CommitMetrics;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.TableRequest;
import io.tarn.catalog.tables.Tables;
import io.tarn.model.TableName;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.apache.iceberg.rest.requests.ReportMetricsRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/** One table, as Iceberg's REST specification has it. */
@Path("/iceberg/v1/{catalog}/namespaces/{namespace}/tables/{table}")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class TableResource {
  private final Tables tables;
  private final CommitMetrics committer;
  private final Guard guard;
  private final TableAnswers answers;
  private final Idempotency idempotency;

  TableResource(
      Tables tables,
      CommitMetrics committer,
      Guard guard,
      TableAnswers answers,
      Idempotency idempotency) {
    this.tables = tables;
    this.committer = committer;
    this.guard = guard;
    this.answers = answers;
    this.idempotency = idempotency;
  }

  @GET
  public Response load(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("snapshots") String snapshots,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
    TableName name = Names.table(catalog, namespace, table);
    TableAnswer answer = TableAnswer.parse(snapshots);
    return answers.loaded(answer, name, known);
  }

  @HEAD
  public Response exists(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table) {
    TableName name = Names.table(catalog, namespace, table);
    guard.requireSight(name);
    tables.pointer(name);
    return Response.noContent().build();
  }

  @POST
  public Response commit(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      String body) {
    UpdateTableRequest update = IcebergJson.read(body, UpdateTableRequest.class);
    TableRequest request =
        new TableRequest(
            Names.table(catalog, namespace, table), update.requirements(), update.updates());
    return idempotency.once(
        body,
        author ->
            guard.change(
                request,
                account ->
                    answers.committed(
                        committer
                            .commit(List.of(request), author.accountedBy(account))
                            .getFirst())),
        () -> {
          guard.requireMetadata(request.table());
          return answers.committed(tables.metadata(tables.pointer(request.table())));
        });
  }

  @DELETE
  public Response drop(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("purgeRequested") boolean purge) {
    TableName name = Names.table(catalog, namespace, table);
    return idempotency.once(
        "",
        author -> {
          guard.requireManage(purge ? "PURGE TABLE" : "DROP TABLE", Securable.of(name));
          if (purge) {
            tables.purge(name, author);
          } else {
            tables.drop(name, author);
          }
        });
  }

  /** Takes a client's scan and commit reports, so that it need not be told not to send them. */
  @POST
  @Path("/metrics")
  public Response metrics(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      String body) {
    IcebergJson.read(body, ReportMetricsRequest.class);
    TableName name = Names.table(catalog, namespace, table);
    guard.requireSight(name);
    return Response.noContent().build();
  }
}
