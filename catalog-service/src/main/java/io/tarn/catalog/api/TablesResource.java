package io.tarn.catalog.api;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.TablePointer;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.tables.CommitMetrics;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.TableCreation;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.ReportMetricsRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/** Tables, as Iceberg's REST specification has them. */
@Path("/iceberg/v1/{catalog}/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class TablesResource {
  private final Tables tables;
  private final TableCreation creation;
  private final CommitMetrics committer;
  private final Guard guard;
  private final Delegation delegation;
  private final TableAnswers answers;

  TablesResource(
      Tables tables,
      TableCreation creation,
      CommitMetrics committer,
      Guard guard,
      Delegation delegation,
      TableAnswers answers) {
    this.tables = tables;
    this.creation = creation;
    this.committer = committer;
    this.guard = guard;
    this.delegation = delegation;
    this.answers = answers;
  }

  /** The tables the caller may see. */
  @GET
  @Path("/tables")
  public Response list(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @QueryParam("pageToken") String token,
      @QueryParam("pageSize") Integer size) {
    String name = Names.namespace(catalog, namespace);
    List<TableName> visible = tables.list(catalog, name).stream().filter(guard::sees).toList();
    return Page.ofRelations(visible, token, size);
  }

  @POST
  @Path("/tables")
  public Response create(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace, String body) {
    CreateTableRequest request = IcebergJson.read(body, CreateTableRequest.class);
    TableName table = Names.newTable(catalog, namespace, request.name());
    guard.requireCreation(table);
    if (request.stageCreate()) {
      TableMetadata metadata = creation.stage(table, request);
      LoadTableResponse staged =
          LoadTableResponse.builder()
              .withTableMetadata(metadata)
              .addAllConfig(delegation.staged(table, metadata))
              .build();
      return Response.ok(IcebergJson.write(staged)).build();
    }
    return answers.of(
        TableAnswer.ALL, creation.create(table, request, guard.author()), delegation.config(table));
  }

  @POST
  @Path("/register")
  public Response register(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace, String body) {
    RegisterTableRequest request = IcebergJson.read(body, RegisterTableRequest.class);
    TableName table = Names.newTable(catalog, namespace, request.name());
    guard.require(Securable.catalog(catalog), Privilege.MANAGE);
    tables.list(catalog, table.namespace());
    return answers.of(
        TableAnswer.ALL,
        creation.register(table, request.metadataLocation(), guard.author()),
        delegation.config(table));
  }

  @GET
  @Path("/tables/{table}")
  public Response load(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("snapshots") String snapshots,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
    TableName name = Names.table(catalog, namespace, table);
    guard.requireMetadata(name);
    TableAnswer answer = TableAnswer.parse(snapshots);
    TablePointer pointer = tables.pointer(name);
    Map<String, String> config = delegation.config(name);
    EntityTag tag = answer.tag(pointer.metadataLocation(), config);
    if (known != null && known.contains('"' + tag.getValue() + '"')) {
      return Response.notModified(tag).build();
    }
    return answers.of(answer, tables.metadata(pointer), config);
  }

  @HEAD
  @Path("/tables/{table}")
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
  @Path("/tables/{table}")
  public Response commit(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      String body) {
    UpdateTableRequest update = IcebergJson.read(body, UpdateTableRequest.class);
    TableRequest request =
        new TableRequest(
            Names.table(catalog, namespace, table), update.requirements(), update.updates());
    guard.require(request);
    TableMetadata committed = committer.commit(List.of(request), guard.author()).getFirst();
    return answers.of(TableAnswer.ALL, committed, Map.of());
  }

  @DELETE
  @Path("/tables/{table}")
  public Response drop(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("purgeRequested") boolean purge) {
    TableName name = Names.table(catalog, namespace, table);
    guard.require(Securable.of(name), Privilege.MANAGE);
    if (purge) {
      tables.purge(name);
    } else {
      tables.drop(name);
    }
    return Response.noContent().build();
  }

  /** Takes a client's scan and commit reports, so that it need not be told not to send them. */
  @POST
  @Path("/tables/{table}/metrics")
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
