package io.tarn.catalog.api;

import io.tarn.catalog.domain.permission.Classification;
import io.tarn.catalog.domain.permission.Classifications;
import io.tarn.model.TableName;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Tables of unknown lineage, which are their owners' alone until these classify them. */
@Path("/api/v1/classifications")
public class ClassificationResource {
  private final Classifications classifications;
  private final CallerIdentity caller;

  ClassificationResource(Classifications classifications, CallerIdentity caller) {
    this.classifications = classifications;
    this.caller = caller;
  }

  @GET
  public List<Classification> visible() {
    return classifications.visible(caller.identity());
  }

  @PUT
  @Path("/{table}")
  @Transactional
  public void classify(String table) {
    classifications.classify(caller.identity(), Written.read(() -> TableName.parse(table)));
  }

  @DELETE
  @Path("/{table}")
  @Transactional
  public void withdraw(String table) {
    classifications.withdraw(caller.identity(), Written.read(() -> TableName.parse(table)));
  }
}
