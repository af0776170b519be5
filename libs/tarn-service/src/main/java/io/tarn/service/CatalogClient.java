package io.tarn.service;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** catalog-service, asked in the name of this service or of a caller. */
@ApplicationScoped
public class CatalogClient {
  private static final Duration TOKEN_WAIT = Duration.ofSeconds(10);
  private static final int PAGE = 1000;

  private final CatalogApi api;
  private final OidcClient oidc;
  private Tokens tokens;

  CatalogClient(@RestClient CatalogApi api, OidcClient oidc) {
    this.api = api;
    this.oidc = oidc;
  }

  /** All manifests of a kind, as in {@code Table}. */
  public List<StoredManifest> manifests(String kind) {
    return ask(() -> api.manifests(ownBearer(), kind));
  }

  /**
   * A table as it stands.
   *
   * @throws TarnException NOT_FOUND
   */
  public TableState table(TableName table) {
    return ask(() -> api.table(ownBearer(), table.toString()));
  }

  /**
   * The next commits of a table with a sequence above {@code after}, oldest first, at most 1000.
   */
  public List<TableCommitted> commits(TableName table, long after) {
    return ask(() -> api.commits(ownBearer(), table.toString(), after, PAGE));
  }

  /**
   * What the owner of a token may do.
   *
   * @param atLeast a policy version that is in force; a replica that does not know it yet looks
   */
  Decisions authorize(String token, List<Access> accesses, long atLeast) {
    return ask(() -> api.authorize("Bearer " + token, new CatalogApi.Question(accesses, atLeast)));
  }

  private synchronized String ownBearer() {
    if (tokens == null
        || tokens.isAccessTokenWithinRefreshInterval()
        || tokens.isAccessTokenExpired()) {
      tokens = oidc.getTokens().await().atMost(TOKEN_WAIT);
    }
    return "Bearer " + tokens.getAccessToken();
  }

  private static <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (ProcessingException unreachable) {
      throw new TarnException(
          ErrorKind.UNAVAILABLE,
          "catalog-service cannot be reached.",
          "Try again; if it stays away, look at its log.",
          unreachable);
    }
  }
}
