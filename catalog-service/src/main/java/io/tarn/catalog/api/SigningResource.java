package io.tarn.catalog.api;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Signs the requests of clients that have no keys for the store: at the table's path, and at the
 * path of the S3 signer's own specification, which older clients know, and which names no table.
 */
@Path("/iceberg/v1")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class SigningResource {
  private final Signing signing;

  SigningResource(Signing signing) {
    this.signing = signing;
  }

  /** Signs one request, if it concerns the table's own files and the caller may do what it does. */
  @POST
  @Path("/{catalog}/namespaces/{namespace}/tables/{table}/sign")
  public Response sign(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      String body) {
    return signing.sign(Names.table(catalog, namespace, table), body);
  }

  /** The same for the table whose files the request concerns. */
  @POST
  @Path("/aws/s3/sign")
  public Response sign(String body) {
    return signing.sign(body);
  }
}
