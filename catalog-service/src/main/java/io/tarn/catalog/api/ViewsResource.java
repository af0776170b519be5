package io.tarn.catalog.api;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.ViewCommitter;
import io.tarn.catalog.tables.Views;
import io.tarn.model.TableName;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.RegisterViewRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ImmutableLoadViewResponse;
import org.apache.iceberg.view.ViewMetadata;

/** Views, as Iceberg's REST specification has them. */
@Path("/iceberg/v1/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class ViewsResource {
  private final Views views;
  private final ViewCommitter committer;
  private final Guard guard;
  private final Idempotency idempotency;

  ViewsResource(Views views, ViewCommitter committer, Guard guard, Idempotency idempotency) {
    this.views = views;
    this.committer = committer;
    this.guard = guard;
    this.idempotency = idempotency;
  }

  /** The views the caller may see. */
  @GET
  @Path("/namespaces/{namespace}/views")
  public Response list(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @QueryParam("pageToken") String token,
      @QueryParam("pageSize") Integer size) {
    String name = Names.namespace(catalog, namespace);
    List<TableName> visible = views.list(catalog, name).stream().filter(guard::sees).toList();
    return Page.ofRelations(visible, token, size);
  }

  @POST
  @Path("/namespaces/{namespace}/views")
  public Response create(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace, String body) {
    CreateViewRequest request = IcebergJson.read(body, CreateViewRequest.class);
    TableName view = Names.newTable(catalog, namespace, request.name());
    return idempotency.once(
        body,
        author -> {
          guard.requireCreation(view);
          return answer(committer.create(view, request, author));
        },
        () -> loaded(view));
  }

  @POST
  @Path("/namespaces/{namespace}/register-view")
  public Response register(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace, String body) {
    RegisterViewRequest request = IcebergJson.read(body, RegisterViewRequest.class);
    TableName view = Names.newTable(catalog, namespace, request.name());
    return idempotency.once(
        body,
        author -> {
          guard.require(
              Access.manage(Securable.catalog(catalog)), "REGISTER VIEW", Securable.of(view));
          return answer(committer.register(view, request.metadataLocation(), author));
        },
        () -> loaded(view));
  }

  @GET
  @Path("/namespaces/{namespace}/views/{view}")
  public Response load(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("view") String view) {
    return loaded(Names.view(catalog, namespace, view));
  }

  @HEAD
  @Path("/namespaces/{namespace}/views/{view}")
  public Response exists(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("view") String view) {
    TableName name = Names.view(catalog, namespace, view);
    guard.requireSight(name);
    views.require(name);
    return Response.noContent().build();
  }

  @POST
  @Path("/namespaces/{namespace}/views/{view}")
  public Response change(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("view") String view,
      String body) {
    UpdateTableRequest request = IcebergJson.read(body, UpdateTableRequest.class);
    TableName name = Names.view(catalog, namespace, view);
    return idempotency.once(
        body,
        author -> {
          guard.requireManage("CHANGE VIEW", Securable.of(name));
          return answer(committer.change(name, request, author));
        },
        () -> loaded(name));
  }

  @DELETE
  @Path("/namespaces/{namespace}/views/{view}")
  public Response drop(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("view") String view) {
    TableName name = Names.view(catalog, namespace, view);
    return idempotency.once(
        "",
        author -> {
          guard.requireManage("DROP VIEW", Securable.of(name));
          views.drop(name, author);
        });
  }

  @POST
  @Path("/views/rename")
  public Response rename(@PathParam("catalog") String catalog, String body) {
    RenameTableRequest request = IcebergJson.read(body, RenameTableRequest.class);
    TableName from = Names.table(catalog, request.source());
    TableName to = Names.table(catalog, request.destination());
    return idempotency.once(
        body,
        author -> {
          guard.requireRename(from, to);
          views.rename(from, to, author);
        });
  }

  private Response loaded(TableName view) {
    guard.require(Securable.of(view), Privilege.SELECT);
    return answer(views.load(view));
  }

  private static Response answer(ViewMetadata view) {
    return Response.ok(
            IcebergJson.write(
                ImmutableLoadViewResponse.builder()
                    .metadataLocation(view.metadataFileLocation())
                    .metadata(view)
                    .build()))
        .build();
  }
}
