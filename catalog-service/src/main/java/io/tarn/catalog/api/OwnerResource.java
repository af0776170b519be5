package io.tarn.catalog.api;

import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Owners;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Whose things are. */
@Path("/api/v1/owners")
public class OwnerResource {
  private final Owners owners;
  private final CallerIdentity caller;

  OwnerResource(Owners owners, CallerIdentity caller) {
    this.owners = owners;
    this.caller = caller;
  }

  /** A catalog, a namespace, a table or a view, and whose it is. */
  public record Owned(String securable, String owner) {
    static Owned of(Grant grant) {
      return new Owned(grant.securable().toString(), grant.principal().toString());
    }
  }

  @GET
  public List<Owned> visible(@RestQuery String securable) {
    return owners.visible(caller.identity()).stream()
        .map(Owned::of)
        .filter(owned -> securable == null || owned.securable().equals(securable))
        .toList();
  }

  @PUT
  @Transactional
  public Owned give(Owned wanted) {
    Owned body = Written.required("body", wanted);
    Securable securable =
        Written.read(() -> Securable.parse(Written.required("securable", body.securable())));
    Principal owner = Written.read(() -> Principal.parse(Written.required("owner", body.owner())));
    owners.give(caller.identity(), securable, owner);
    return body;
  }
}
