package io.tarn.catalog.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.manifest.Change;
import io.tarn.catalog.domain.manifest.InvalidManifests;
import io.tarn.catalog.domain.manifest.Manifests;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.model.TableName;
import io.tarn.model.manifest.ManifestError;
import io.tarn.service.Problem;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is declared. */
@Path("/api/v1/manifests")
public class ManifestResource {
  private final Manifests manifests;
  private final CallerIdentity caller;

  ManifestResource(Manifests manifests, CallerIdentity caller) {
    this.manifests = manifests;
    this.caller = caller;
  }

  /** What an apply did, or with {@code dry-run} would do. */
  public record Applied(boolean dryRun, List<Item> applied) {}

  /**
   * One manifest of it.
   *
   * @param affected tables that follow, or whose readers see something else
   */
  public record Item(
      String kind, String name, long version, Change.Kind change, List<TableName> affected) {
    static Item of(Change change) {
      return new Item(
          change.declared().manifest().kind(),
          change.declared().manifest().name(),
          change.version(),
          change.kind(),
          List.copyOf(change.affected()));
    }
  }

  /** A manifest in force. */
  public record InForce(
      String kind, String name, long version, String yaml, Instant appliedAt, String appliedBy) {
    static InForce of(StoredManifest stored) {
      return new InForce(
          stored.manifest().kind(),
          stored.manifest().name(),
          stored.version(),
          stored.yaml(),
          stored.appliedAt(),
          stored.appliedBy().toString());
    }
  }

  /** A problem with every error of the manifests. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InvalidProblem(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      String hint,
      List<ManifestError> errors) {
    static InvalidProblem of(Problem problem, List<ManifestError> errors) {
      return new InvalidProblem(
          problem.type(),
          problem.title(),
          problem.status(),
          problem.detail(),
          problem.instance(),
          problem.hint(),
          errors);
    }
  }

  @PUT
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
  @Transactional
  public Applied apply(String yaml, @RestQuery("dry-run") boolean dryRun) {
    Identity who = caller.identity();
    List<Change> changes = dryRun ? manifests.plan(who, yaml) : manifests.apply(who, yaml);
    return new Applied(dryRun, changes.stream().map(Item::of).toList());
  }

  @GET
  public List<InForce> inForce(@RestQuery String kind) {
    return manifests.visible(caller.identity()).stream()
        .filter(stored -> kind == null || stored.manifest().kind().equals(kind))
        .map(InForce::of)
        .toList();
  }

  @DELETE
  @Path("/{kind}/{name}")
  @Transactional
  public void remove(String kind, String name) {
    manifests.remove(caller.identity(), kind, name);
  }

  /** Every error at once, each with its place and what was meant. */
  @ServerExceptionMapper
  public Response invalid(InvalidManifests invalid, UriInfo uri) {
    Problem problem = Problem.of(invalid, uri.getRequestUri().getPath());
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .entity(InvalidProblem.of(problem, invalid.errors()))
        .build();
  }
}
