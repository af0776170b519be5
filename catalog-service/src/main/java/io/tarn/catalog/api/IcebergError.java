package io.tarn.catalog.api;

import io.tarn.catalog.domain.Transactions.OutcomeUnknownException;
import io.tarn.catalog.domain.commit.PositionConflictException;
import io.tarn.catalog.tables.IcebergJson;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchPlanTaskException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.rest.responses.ErrorResponseParser;
import org.jboss.logging.Logger;

/**
 * An error as the Iceberg REST specification writes it.
 *
 * @param type the simple name of the exception that a Java client throws for it
 */
record IcebergError(int status, String type, String message) {
  private static final Logger LOG = Logger.getLogger(IcebergError.class);

  static IcebergError of(RuntimeException error) {
    if (isOutage(error)) {
      LOG.warnf("Not available: %s", error);
      return new IcebergError(503, ServiceUnavailableException.class.getSimpleName(), Outage.WHAT);
    }
    int status = status(error);
    if (status == 500) {
      String id = UUID.randomUUID().toString();
      LOG.errorf(error, "Error %s", id);
      return new IcebergError(status, type(error), "Something went wrong (" + id + ").");
    }
    return new IcebergError(status, type(error), message(error));
  }

  /** Reads what {@link #json} wrote. */
  static IcebergError parse(String json) {
    ErrorResponse written = ErrorResponseParser.fromJson(json);
    return new IcebergError(written.code(), written.type(), written.message());
  }

  /** Whether the same request would be refused again, whoever may ask then. */
  static boolean isFinal(RuntimeException error) {
    int status = status(error);
    return !isOutage(error) && status < 500 && status != 401 && status != 403 && status != 429;
  }

  /** Whether its sender has no right to it now. */
  static boolean isForbidden(RuntimeException error) {
    return status(error) == 403;
  }

  String json() {
    return new String(
        IcebergJson.write(
            ErrorResponse.builder()
                .responseCode(status)
                .withType(type)
                .withMessage(message)
                .build()),
        StandardCharsets.UTF_8);
  }

  Response response() {
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON).entity(json());
    if (status == 503) {
      response.header("Retry-After", Outage.RETRY_AFTER_SECONDS);
    }
    return response.build();
  }

  private static int status(RuntimeException error) {
    return switch (error) {
      case TarnException tarn -> tarn.kind().status();
      case NoSuchTableException e -> 404;
      case NoSuchViewException e -> 404;
      case NoSuchNamespaceException e -> 404;
      case NoSuchWarehouseException e -> 404;
      case NotFoundException e -> 404;
      case NoSuchPlanTaskException e -> 404;
      case AlreadyExistsException e -> 409;
      case CommitFailedException e -> 409;
      case NamespaceNotEmptyException e -> 409;
      case UnprocessableEntityException e -> 422;
      case ForbiddenException e -> 403;
      case NotAuthorizedException e -> 401;
      case BadRequestException e -> 400;
      case ValidationException e -> 400;
      case IllegalArgumentException e -> 400;
      default -> 500;
    };
  }

  private static String type(RuntimeException error) {
    return switch (error) {
      case PositionConflictException conflict -> conflict.getClass().getSimpleName();
      case TarnException tarn -> type(tarn.kind());
      case OutcomeUnknownException unknown -> CommitStateUnknownException.class.getSimpleName();
      case RuntimeException e
          when status(e) == 500 && !(e instanceof CommitStateUnknownException) ->
          "InternalServerError";
      default -> error.getClass().getSimpleName();
    };
  }

  private static String type(ErrorKind kind) {
    return switch (kind) {
      case FORBIDDEN -> ForbiddenException.class.getSimpleName();
      case UNAUTHENTICATED -> NotAuthorizedException.class.getSimpleName();
      case UNAVAILABLE, LIMITED -> ServiceUnavailableException.class.getSimpleName();
      case NOT_FOUND -> NotFoundException.class.getSimpleName();
      case CONFLICT -> CommitFailedException.class.getSimpleName();
      case UNPROCESSABLE -> UnprocessableEntityException.class.getSimpleName();
      case OUTCOME_UNKNOWN -> CommitStateUnknownException.class.getSimpleName();
      case INVALID, TOO_LARGE -> BadRequestException.class.getSimpleName();
      case INTERNAL -> "InternalServerError";
    };
  }

  private static String message(RuntimeException error) {
    return error instanceof TarnException tarn && tarn.hint().isPresent()
        ? tarn.getMessage() + " " + tarn.hint().get()
        : String.valueOf(error.getMessage());
  }

  /** Whether something was out of reach before anything had happened. */
  private static boolean isOutage(RuntimeException error) {
    return !(error instanceof CommitStateUnknownException)
        && !(error instanceof OutcomeUnknownException)
        && Outage.caused(error);
  }
}
