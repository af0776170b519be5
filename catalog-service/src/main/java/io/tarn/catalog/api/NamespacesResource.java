package io.tarn.catalog.api;

import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.domain.Namespaces;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.TablePointers;
import io.tarn.catalog.domain.Transactions;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.tables.IcebergJson;
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
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.responses.CreateNamespaceResponse;
import org.apache.iceberg.rest.responses.GetNamespaceResponse;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.apache.iceberg.rest.responses.UpdateNamespacePropertiesResponse;

/** Namespaces, as Iceberg's REST specification has them; of one level. */
@Path("/iceberg/v1/{catalog}/namespaces")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class NamespacesResource {
  private final Catalogs catalogs;
  private final Namespaces namespaces;
  private final TablePointers tables;
  private final Transactions transactions;
  private final Guard guard;

  NamespacesResource(
      Catalogs catalogs,
      Namespaces namespaces,
      TablePointers tables,
      Transactions transactions,
      Guard guard) {
    this.catalogs = catalogs;
    this.namespaces = namespaces;
    this.tables = tables;
    this.transactions = transactions;
    this.guard = guard;
  }

  /** The namespaces in which the caller may see something. */
  @GET
  public Response list(
      @PathParam("catalog") String catalog,
      @QueryParam("parent") String parent,
      @QueryParam("pageToken") String token,
      @QueryParam("pageSize") Integer size) {
    requireCatalog(catalog);
    if (Names.parent(parent).isPresent()) {
      requireNamespace(catalog, Names.namespace(catalog, parent));
      return ok(ListNamespacesResponse.builder().build());
    }
    List<String> visible =
        namespaces.list(catalog).stream().filter(name -> isVisible(catalog, name)).toList();
    Page page = Page.of(visible, token, size);
    return ok(
        ListNamespacesResponse.builder()
            .addAll(page.names().stream().map(Namespace::of).toList())
            .nextPageToken(page.next())
            .build());
  }

  @POST
  public Response create(@PathParam("catalog") String catalog, String body) {
    CreateNamespaceRequest request = IcebergJson.read(body, CreateNamespaceRequest.class);
    String name = Names.newNamespace(catalog, request.namespace());
    guard.require(new Securable(List.of(catalog)), Privilege.CREATE_TABLE);
    requireCatalog(catalog);
    if (!transactions.run(() -> namespaces.create(catalog, name, request.properties()))) {
      throw new AlreadyExistsException("Namespace already exists: %s", name);
    }
    return ok(
        CreateNamespaceResponse.builder()
            .withNamespace(Namespace.of(name))
            .setProperties(request.properties())
            .build());
  }

  @GET
  @Path("/{namespace}")
  public Response load(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace) {
    String name = visible(catalog, namespace);
    return ok(
        GetNamespaceResponse.builder()
            .withNamespace(Namespace.of(name))
            .setProperties(requireNamespace(catalog, name))
            .build());
  }

  @HEAD
  @Path("/{namespace}")
  public Response exists(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace) {
    requireNamespace(catalog, visible(catalog, namespace));
    return Response.noContent().build();
  }

  @DELETE
  @Path("/{namespace}")
  public Response drop(
      @PathParam("catalog") String catalog, @PathParam("namespace") String namespace) {
    String name = Names.namespace(catalog, namespace);
    guard.require(securable(catalog, name), Privilege.MANAGE);
    requireNamespace(catalog, name);
    if (!transactions.run(() -> namespaces.drop(catalog, name))) {
      throw new NamespaceNotEmptyException("Namespace is not empty: %s", name);
    }
    return Response.noContent().build();
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
    guard.require(securable(catalog, name), Privilege.MANAGE);
    // Iceberg's builders look for null in what they are given: only hash tables bear that.
    Set<String> missing =
        transactions.run(
            () -> {
              Map<String, String> properties = new HashMap<>(requireNamespace(catalog, name));
              Set<String> absent = new HashSet<>(request.removals());
              absent.removeAll(properties.keySet());
              properties.keySet().removeAll(request.removals());
              properties.putAll(request.updates());
              namespaces.replaceProperties(catalog, name, properties);
              return absent;
            });
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
    if (!isVisible(catalog, name)) {
      guard.require(securable(catalog, name), Privilege.SELECT);
    }
    return name;
  }

  private boolean isVisible(String catalog, String namespace) {
    return guard.sees(catalog, namespace)
        || tables.list(catalog, namespace).stream().anyMatch(guard::sees);
  }

  private static Securable securable(String catalog, String namespace) {
    return new Securable(List.of(catalog, namespace));
  }

  private void requireCatalog(String catalog) {
    if (catalogs.location(catalog).isEmpty()) {
      throw new NoSuchNamespaceException("There is no catalog %s", catalog);
    }
  }

  private Map<String, String> requireNamespace(String catalog, String namespace) {
    return namespaces
        .properties(catalog, namespace)
        .orElseThrow(() -> new NoSuchNamespaceException("Namespace does not exist: %s", namespace));
  }

  private static Response ok(RESTResponse body) {
    return Response.ok(IcebergJson.write(body)).build();
  }
}
