package io.tarn.catalog.api;

import io.tarn.catalog.tables.CommitMetrics;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.catalog.tables.TableRequest;
import io.tarn.catalog.tables.Tables;
import io.tarn.model.TableName;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.requests.CommitTransactionRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/** What concerns several tables at once. */
@Path("/iceberg/v1/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@SpeaksIceberg
public class TransactionsResource {
  private final Tables tables;
  private final CommitMetrics committer;
  private final Guard guard;
  private final Idempotency idempotency;

  TransactionsResource(
      Tables tables, CommitMetrics committer, Guard guard, Idempotency idempotency) {
    this.tables = tables;
    this.committer = committer;
    this.guard = guard;
    this.idempotency = idempotency;
  }

  /** Changes several tables, all or none, in one database transaction. */
  @POST
  @Path("/transactions/commit")
  public Response commit(@PathParam("catalog") String catalog, String body) {
    List<TableRequest> requests =
        IcebergJson.read(body, CommitTransactionRequest.class).tableChanges().stream()
            .map(change -> request(catalog, change))
            .toList();
    return idempotency.once(
        body,
        author -> {
          requests.forEach(guard::require);
          committer.commit(requests, author);
        });
  }

  @POST
  @Path("/tables/rename")
  public Response rename(@PathParam("catalog") String catalog, String body) {
    RenameTableRequest request = IcebergJson.read(body, RenameTableRequest.class);
    TableName from = Names.table(catalog, request.source());
    TableName to = Names.table(catalog, request.destination());
    return idempotency.once(
        body,
        author -> {
          guard.requireRename(from, to);
          tables.rename(from, to, author);
        });
  }

  private static TableRequest request(String catalog, UpdateTableRequest change) {
    if (change.identifier() == null) {
      throw new BadRequestException("Each change must name its table");
    }
    return new TableRequest(
        Names.table(catalog, change.identifier()), change.requirements(), change.updates());
  }
}
