package io.tarn.catalog.api;

import io.tarn.catalog.config.CatalogConfig;
import io.tarn.catalog.domain.Catalogs;
import io.tarn.catalog.tables.IcebergJson;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.auth.OAuth2Properties;
import org.apache.iceberg.rest.responses.ConfigResponse;

/** Where every Iceberg client begins. */
@Path("/iceberg/v1/config")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class IcebergConfigResource {
  private static final List<Endpoint> ENDPOINTS =
      List.of(
          Endpoint.V1_LIST_NAMESPACES,
          Endpoint.V1_LOAD_NAMESPACE,
          Endpoint.V1_NAMESPACE_EXISTS,
          Endpoint.V1_CREATE_NAMESPACE,
          Endpoint.V1_UPDATE_NAMESPACE,
          Endpoint.V1_DELETE_NAMESPACE,
          Endpoint.V1_COMMIT_TRANSACTION,
          Endpoint.V1_LIST_TABLES,
          Endpoint.V1_LOAD_TABLE,
          Endpoint.V1_TABLE_EXISTS,
          Endpoint.V1_CREATE_TABLE,
          Endpoint.V1_UPDATE_TABLE,
          Endpoint.V1_DELETE_TABLE,
          Endpoint.V1_RENAME_TABLE,
          Endpoint.V1_REGISTER_TABLE,
          Endpoint.V1_REPORT_METRICS,
          Endpoint.V1_TABLE_REMOTE_SIGN,
          Endpoint.V1_SUBMIT_TABLE_SCAN_PLAN,
          Endpoint.V1_FETCH_TABLE_SCAN_PLAN_TASKS,
          Endpoint.V1_LIST_VIEWS,
          Endpoint.V1_LOAD_VIEW,
          Endpoint.V1_VIEW_EXISTS,
          Endpoint.V1_CREATE_VIEW,
          Endpoint.V1_UPDATE_VIEW,
          Endpoint.V1_DELETE_VIEW,
          Endpoint.V1_RENAME_VIEW,
          Endpoint.V1_REGISTER_VIEW);

  private final Catalogs catalogs;
  private final CatalogConfig config;

  IcebergConfigResource(Catalogs catalogs, CatalogConfig config) {
    this.catalogs = catalogs;
    this.config = config;
  }

  /**
   * The settings for one warehouse, which is a catalog and the prefix of its paths.
   *
   * @param warehouse name of the catalog
   */
  @GET
  public Response config(@QueryParam("warehouse") String warehouse) {
    if (warehouse == null || warehouse.isEmpty()) {
      throw new BadRequestException("Name the catalog: set the client's property 'warehouse'");
    }
    if (catalogs.location(warehouse).isEmpty()) {
      throw new NoSuchWarehouseException("There is no catalog %s", warehouse);
    }
    return Response.ok(
            IcebergJson.write(
                ConfigResponse.builder()
                    .withOverride("prefix", warehouse)
                    // Keycloak exchanges no token without the client's secret, which Iceberg's
                    // client leaves out: it shall ask for a new one as it asked for the first.
                    .withDefault(OAuth2Properties.TOKEN_EXCHANGE_ENABLED, "false")
                    .withEndpoints(endpoints())
                    .withIdempotencyKeyLifetime(config.keyLifetime().toString())
                    .build()))
        .build();
  }

  private List<Endpoint> endpoints() {
    return config.sts().endpoint().isEmpty()
        ? ENDPOINTS
        : Stream.concat(ENDPOINTS.stream(), Stream.of(Endpoint.V1_TABLE_CREDENTIALS)).toList();
  }
}
