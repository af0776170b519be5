package io.tarn.catalog.api;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.NamespaceTree;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.responses.CreateNamespaceResponse;
import org.apache.iceberg.rest.responses.GetNamespaceResponse;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.apache.iceberg.rest.responses.UpdateNamespacePropertiesResponse;

/** Namespaces, as Iceberg's REST specification has them. */
@Path("/iceberg/v1/{catalog}/namespaces")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class NamespacesResource {
  private final NamespaceTree namespaces;
  private final TablePointers tables;
  private final Guard guard;
  private final Idempotency idempotency;

  NamespacesResource(
      NamespaceTree namespaces, TablePointers tables, Guard guard, Idempotency idempotency) {
    this.namespaces = namespaces;
    this.tables = tables;
    this.guard = guard;
    this.idempotency = idempotency;
  }

  /** The namespaces in which the caller may see something. */
  @GET
  public Response list(
      @PathParam("catalog") String catalog,
      @QueryParam("parent") String parent,
      @QueryParam("pageToken") String token,
      @QueryParam("pageSize") Integer size) {
    String above = parent == null || parent.isEmpty() ? "" : Names.namespace(catalog, parent);
    List<String> visible =
        namespaces.inside(catalog, above).entrySet().stream()
            .filter(inside -> isVisible(catalog, inside.getKey(), inside.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    Page page = Page.of(visible, token, size);
    return ok(
        ListNamespacesResponse.builder()
            .addAll(page.names().stream().map(Names::namespace).toList())
            .nextPageToken(page.next())
            .build());
  }

  @POST
  public Response create(@PathParam("catalog") String catalog, String body) {
    CreateNamespaceRequest request = IcebergJson.read(body, CreateNamespaceRequest.class);
    String name = Names.newNamespace(catalog, request.namespace());
    CreateNamespaceResponse created =
        CreateNamespaceResponse.builder()
            .withNamespace(request.namespace())
            .setProperties(request.properties())
            .build();
    return idempotency.once(
        body,
        author -> {
          String parent = NamespaceTree.parent(name);
          Securable home =
              parent.isEmpty() ? Securable.catalog(catalog) : Securable.namespace(catalog, parent);
          guard.require(
              new Access(home, Privilege.CREATE_NAMESPACE),
              "CREATE NAMESPACE",
              Securable.namespace(catalog, name));
          namespaces.create(catalog, name, request.properties(), author);
          return ok(created);
        },
        () -> ok(created));
  }

  @GET
  @Path("/{namespace}")
  public Response load(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace) {
    String name = visible(catalog, namespace);
    return ok(
        GetNamespaceResponse.builder()
            .withNamespace(Names.namespace(name))
            .setProperties(namespaces.described(catalog, name))
            .build());
  }

  @HEAD
  @Path("/{namespace}")
  public Response exists(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace) {
    namespaces.properties(catalog, visible(catalog, namespace));
    return Response.noContent().build();
  }

  @DELETE
  @Path("/{namespace}")
  public Response drop(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace) {
    String name = Names.namespace(catalog, namespace);
    return idempotency.once(
        "",
        author -> {
          guard.requireManage("DROP NAMESPACE", Securable.namespace(catalog, name));
          namespaces.drop(catalog, name, author);
        });
  }

  @POST
  @Path("/{namespace}/properties")
  public Response update(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace, String body) {
    UpdateNamespacePropertiesRequest request =
        IcebergJson.read(body, UpdateNamespacePropertiesRequest.class);
    Set<String> both = new TreeSet<>(request.updates().keySet());
    both.retainAll(request.removals());
    if (!both.isEmpty()) {
      throw new UnprocessableEntityException("Both set and removed: %s", both);
    }
    String name = Names.namespace(catalog, namespace);
    // Iceberg's builders look for null in what they are given: only hash tables bear that.
    Set<String> missing = new HashSet<>();
    return idempotency.once(
        body,
        author -> {
          guard.requireManage("CHANGE NAMESPACE", Securable.namespace(catalog, name));
          namespaces.change(
              catalog,
              name,
              before -> {
                Map<String, String> properties = new HashMap<>(before);
                missing.addAll(request.removals());
                missing.removeAll(properties.keySet());
                properties.keySet().removeAll(request.removals());
                properties.putAll(request.updates());
                return properties;
              },
              author);
          return updated(request, missing);
        },
        () -> updated(request, missing));
  }

  private static Response updated(UpdateNamespacePropertiesRequest request, Set<String> missing) {
    Set<String> removed = new HashSet<>(request.removals());
    removed.removeAll(missing);
    return ok(
        UpdateNamespacePropertiesResponse.builder()
            .addMissing(missing)
            .addUpdated(request.updates().keySet())
            .addRemoved(removed)
            .build());
  }

  private String visible(String catalog, String namespace) {
    String name = Names.namespace(catalog, namespace);
    if (!isVisible(catalog, name, namespaces.within(catalog, name))) {
      guard.require(Securable.namespace(catalog, name), Privilege.SELECT);
    }
    return name;
  }

  private boolean isVisible(String catalog, String namespace, List<String> within) {
    return guard.sees(catalog, namespace)
        || within.stream()
            .flatMap(name -> tables.list(catalog, name).stream())
            .anyMatch(guard::sees);
  }

  private static Response ok(RESTResponse body) {
    return Response.ok(IcebergJson.write(body)).build();
  }
}
