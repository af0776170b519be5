package io.tarn.catalog.api;

import io.tarn.catalog.domain.storage.ObjectRequest;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.StoreSigner;
import io.tarn.catalog.tables.TableFiles;
import io.tarn.model.TableName;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.apache.iceberg.rest.requests.RemoteSignRequest;
import org.apache.iceberg.rest.responses.ImmutableRemoteSignResponse;

/** Signs the requests of clients that have no keys for the store. */
@Path("/iceberg/v1/{catalog}/namespaces/{namespace}/tables/{table}/sign")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class SigningResource {
  private final StoreSigner signer;
  private final TableFiles files;
  private final Guard guard;
  private final CallerIdentity caller;

  SigningResource(StoreSigner signer, TableFiles files, Guard guard, CallerIdentity caller) {
    this.signer = signer;
    this.files = files;
    this.guard = guard;
    this.caller = caller;
  }

  /** Signs one request, if it concerns the table's own files and the caller may do what it does. */
  @POST
  public Response sign(
      @PathParam("catalog") String catalog,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      String body) {
    TableName name = Names.table(catalog, namespace, table);
    RemoteSignRequest asked = IcebergJson.read(body, RemoteSignRequest.class);
    ObjectRequest wanted =
        ObjectRequest.of(
            signer.address(), asked.method(), asked.uri(), asked.headers(), asked.body());
    Optional<String> made = files.location(name);
    guard.requireFiles(name, made.isPresent(), wanted);
    files.requireWithin(name, made, wanted, caller.identity().self());
    // A signature that were kept would outlive a right that is taken back.
    return Response.ok(
            IcebergJson.write(
                ImmutableRemoteSignResponse.builder()
                    .uri(asked.uri())
                    .headers(signer.sign(asked.method(), asked.uri(), asked.headers()))
                    .build()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
