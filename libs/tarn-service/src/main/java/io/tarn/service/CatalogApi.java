package io.tarn.service;

import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the other services ask of catalog-service. */
@Path("/api/v1")
@RegisterRestClient(configKey = "catalog")
interface CatalogApi {
  /** The body of an authorization request. */
  record Question(List<Access> accesses, long policyVersion) {}

  @POST
  @Path("/authorize")
  Decisions authorize(@HeaderParam("Authorization") String bearer, Question question);

  @GET
  @Path("/manifests")
  List<StoredManifest> manifests(
      @HeaderParam("Authorization") String bearer, @QueryParam("kind") String kind);

  @GET
  @Path("/tables/{table}")
  TableState table(@HeaderParam("Authorization") String bearer, @PathParam("table") String table);

  @GET
  @Path("/tables/{table}/commits")
  List<TableCommitted> commits(
      @HeaderParam("Authorization") String bearer,
      @PathParam("table") String table,
      @QueryParam("after") long after,
      @QueryParam("limit") int limit);

  /** The catalog's own error, so that its kind survives the way through a second service. */
  @ClientExceptionMapper
  static RuntimeException error(Response response) {
    ErrorKind kind =
        Arrays.stream(ErrorKind.values())
            .filter(candidate -> candidate.status() == response.getStatus())
            .findFirst()
            .orElse(ErrorKind.INTERNAL);
    Problem problem = response.hasEntity() ? problem(response) : null;
    return problem == null
        ? new TarnException(kind, "catalog-service answered " + response.getStatus() + ".")
        : new TarnException(kind, problem.detail(), problem.hint());
  }

  private static Problem problem(Response response) {
    try {
      return response.readEntity(Problem.class);
    } catch (RuntimeException notAProblem) {
      return null;
    }
  }
}
