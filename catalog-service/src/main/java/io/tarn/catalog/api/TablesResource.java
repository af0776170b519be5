package io.tarn.catalog.api;

import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.TableCreation;
import io.tarn.catalog.tables.Tables;
import io.tarn.model.TableName;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;

/** The tables of a namespace, as Iceberg's REST specification has them. */
@Path("/iceberg/v1/{catalog}/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class TablesResource {
  private final Tables tables;
  private final TableCreation creation;
  private final Guard guard;
  private final TableAnswers answers;
  private final Idempotency idempotency;

  TablesResource(
      Tables tables,
      TableCreation creation,
      Guard guard,
      TableAnswers answers,
      Idempotency idempotency) {
    this.tables = tables;
    this.creation = creation;
    this.guard = guard;
    this.answers = answers;
    this.idempotency = idempotency;
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
    if (request.stageCreate()) {
      guard.requireCreation(table);
      return answers.staged(table, creation.stage(table, request));
    }
    return idempotency.once(
        body,
        author -> {
          guard.requireCreation(table);
          return answers.made(table, creation.create(table, request, author));
        },
        () -> loaded(table));
  }

  @POST
  @Path("/register")
  public Response register(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace, String body) {
    RegisterTableRequest request = IcebergJson.read(body, RegisterTableRequest.class);
    TableName table = Names.newTable(catalog, namespace, request.name());
    return idempotency.once(
        body,
        author -> {
          guard.require(
              Access.manage(Securable.catalog(catalog)), "REGISTER TABLE", Securable.of(table));
          tables.list(catalog, table.namespace());
          return answers.made(table, creation.register(table, request.metadataLocation(), author));
        },
        () -> loaded(table));
  }

  private Response loaded(TableName table) {
    return answers.loaded(TableAnswer.ALL, table, null);
  }
}
