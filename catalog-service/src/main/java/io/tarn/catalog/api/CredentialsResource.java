package io.tarn.catalog.api;

import io.tarn.catalog.tables.IcebergJson;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.apache.iceberg.rest.credentials.Credential;
import org.apache.iceberg.rest.responses.ImmutableLoadCredentialsResponse;

/** New keys to a table's files, before those that a client has end. */
@Path("/iceberg/v1/{catalog}/namespaces/{namespace}/tables/{table}/credentials")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class CredentialsResource {
  private final Vending vending;

  CredentialsResource(Vending vending) {
    this.vending = vending;
  }

  @GET
  public Response load(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table) {
    Credential keys = vending.renewed(Names.table(catalog, namespace, table));
    return Unkept.answer(
        IcebergJson.write(ImmutableLoadCredentialsResponse.builder().addCredentials(keys).build()));
  }
}
