package io.tarn.catalog.api;

import io.tarn.catalog.domain.storage.ObjectRequest;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.StoreSigner;
import io.tarn.catalog.tables.TableFiles;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.rest.requests.RemoteSignRequest;
import org.apache.iceberg.rest.responses.ImmutableRemoteSignResponse;

/** Signs a request to the store, if the caller may do what it does. */
@RequestScoped
class Signing {
  private final StoreSigner signer;
  private final TableFiles files;
  private final FileGuard access;
  private final Guard guard;
  private final CallerIdentity caller;

  Signing(
      StoreSigner signer, TableFiles files, FileGuard access, Guard guard, CallerIdentity caller) {
    this.signer = signer;
    this.files = files;
    this.access = access;
    this.guard = guard;
    this.caller = caller;
  }

  /** For files of this table. */
  Response sign(TableName table, String body) {
    RemoteSignRequest asked = IcebergJson.read(body, RemoteSignRequest.class);
    return sign(table, asked, understood(asked));
  }

  /** For files of whatever table they belong to, of which a stranger does not learn the name. */
  Response sign(String body) {
    RemoteSignRequest asked = IcebergJson.read(body, RemoteSignRequest.class);
    ObjectRequest wanted = understood(asked);
    try {
      return sign(files.table(wanted, self()).orElseThrow(Signing::nobodys), asked, wanted);
    } catch (TarnException refused) {
      throw files.table(wanted, self()).filter(guard::sees).isPresent() ? refused : nobodys();
    }
  }

  private Response sign(TableName table, RemoteSignRequest asked, ObjectRequest wanted) {
    Optional<String> made = files.location(table);
    access.require(table, made.isPresent(), wanted);
    files.requireWithin(table, made, wanted, self());
    // A signature that were kept would outlive a right that is taken back.
    return Unkept.answer(
        IcebergJson.write(
            ImmutableRemoteSignResponse.builder()
                .uri(asked.uri())
                .headers(signer.sign(asked.method(), asked.uri(), asked.headers(), seen(asked)))
                .build()));
  }

  /** A body by which it was decided: that of a deletion of several objects. */
  private static Optional<String> seen(RemoteSignRequest asked) {
    return Optional.ofNullable(asked.body()).filter(body -> asked.method().equals("POST"));
  }

  private ObjectRequest understood(RemoteSignRequest asked) {
    return ObjectRequest.of(
        signer.address(), asked.method(), asked.uri(), asked.headers(), asked.body());
  }

  private Principal self() {
    return caller.identity().self();
  }

  private static ForbiddenException nobodys() {
    return new ForbiddenException("Only requests for files of tables you may use are signed");
  }
}
