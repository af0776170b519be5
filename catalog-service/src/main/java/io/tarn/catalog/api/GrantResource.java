package io.tarn.catalog.api;

import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Grants;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.model.Principal;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Who may do what. */
@Path("/api/v1/grants")
public class GrantResource {
  private final Grants grants;
  private final CallerIdentity caller;

  GrantResource(Grants grants, CallerIdentity caller) {
    this.grants = grants;
    this.caller = caller;
  }

  /** A right to give or to take. */
  public record Right(String securable, String privilege, String principal) {
    Grant grant() {
      return Written.read(
          () ->
              new Grant(
                  Securable.parse(Written.required("securable", securable)),
                  Privilege.parse(Written.required("privilege", privilege)),
                  Principal.parse(Written.required("principal", principal)),
                  Grant.REST));
    }
  }

  /**
   * A right somebody has.
   *
   * @param origin {@code rest}, {@code Policy/NAME}, {@code configuration}
   */
  public record Given(String securable, String privilege, String principal, String origin) {
    static Given of(Grant grant) {
      return new Given(
          grant.securable().toString(),
          grant.privilege().toString(),
          grant.principal().toString(),
          grant.origin());
    }
  }

  @GET
  public List<Given> visible(@RestQuery String securable) {
    return grants.visible(caller.identity()).stream()
        .map(Given::of)
        .filter(given -> securable == null || given.securable().equals(securable))
        .toList();
  }

  @POST
  @Transactional
  public Given give(Right right) {
    Grant grant = Written.required("body", right).grant();
    grants.give(caller.identity(), grant);
    return Given.of(grant);
  }

  @DELETE
  @Transactional
  public void revoke(Right right) {
    grants.revoke(caller.identity(), Written.required("body", right).grant());
  }
}
