package io.tarn.catalog.api;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.service.Problem;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** The database or the object store cannot be reached: a client may try again. */
public final class Outage {
  private static final Logger LOG = Logger.getLogger(Outage.class);
  static final int RETRY_AFTER_SECONDS = 1;
  static final String WHAT = "The catalog cannot reach its database or the object store.";

  /**
   * Whether this is why something failed. PostgreSQL's classes 08, 53 and 57 are lost connections,
   * lack of resources and shutdown, and 55000 says a database that takes no connections for now;
   * the connection pool gives no class.
   */
  static boolean caused(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkClientException || cause instanceof SQLTransientException) {
        return true;
      }
      if (cause instanceof SdkServiceException store) {
        return store.statusCode() >= 500 || store.isThrottlingException();
      }
      if (cause instanceof SQLException sql) {
        return sql.getSQLState() == null || sql.getSQLState().matches("(08|53|57).*|55000");
      }
    }
    return false;
  }

  /** What Tarn's own endpoints say of a database that does not answer as it should. */
  @ServerExceptionMapper
  public Response problem(PersistenceException error, UriInfo uri) {
    LOG.error("The database did not answer", error);
    TarnException shown =
        caused(error)
            ? new TarnException(ErrorKind.UNAVAILABLE, WHAT, "Try again.", error)
            : new TarnException(
                ErrorKind.INTERNAL, "The database refused.", "Look at the service's log.", error);
    Response.ResponseBuilder response =
        Response.status(shown.kind().status())
            .type(Problem.MEDIA_TYPE)
            .entity(Problem.of(shown, uri.getRequestUri().getPath()));
    if (shown.kind().retriable()) {
      response.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    return response.build();
  }
}
