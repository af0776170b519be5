package io.tarn.tables;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.exceptions.ValidationException;

/** Puts what Iceberg's client throws into Tarn's kinds of errors. */
final class CatalogErrors {
  private CatalogErrors() {}

  /**
   * @param what what was being done, as "loading retail.bronze.orders"
   */
  static TarnException translated(String what, RuntimeException error) {
    if (error instanceof TarnException ours) {
      return ours;
    }
    String message = what + " failed: " + error.getMessage();
    return switch (kind(error)) {
      case UNAVAILABLE ->
          new TarnException(ErrorKind.UNAVAILABLE, message, "Is catalog-service up?", error);
      case CONFLICT ->
          new TarnException(
              ErrorKind.CONFLICT, message, "Load the table again, then decide.", error);
      case OUTCOME_UNKNOWN -> unknown(what, error);
      case NOT_FOUND ->
          new TarnException(
              ErrorKind.NOT_FOUND, message, "Is it declared, and has it data yet?", error);
      case ErrorKind other -> new TarnException(other, message, null, error);
    };
  }

  /** The same, of a request that changes tables: no answer means that it may have happened. */
  static TarnException translatedCommit(String what, RuntimeException error) {
    boolean unanswered = error instanceof RESTException && kind(error) == ErrorKind.UNAVAILABLE;
    return unanswered && !neverSent(error) ? unknown(what, error) : translated(what, error);
  }

  /** Whether the catalog says that there is no such thing. */
  static boolean isNotFound(RuntimeException error) {
    return error instanceof NoSuchTableException
        || error instanceof NoSuchNamespaceException
        || error instanceof NoSuchWarehouseException;
  }

  private static ErrorKind kind(RuntimeException error) {
    return switch (error) {
      case CommitStateUnknownException e -> ErrorKind.OUTCOME_UNKNOWN;
      case CommitFailedException e -> ErrorKind.CONFLICT;
      case ValidationException e -> ErrorKind.CONFLICT;
      case AlreadyExistsException e -> ErrorKind.CONFLICT;
      case NotAuthorizedException e -> ErrorKind.UNAUTHENTICATED;
      case ForbiddenException e -> ErrorKind.FORBIDDEN;
      case BadRequestException e -> ErrorKind.INVALID;
      case IllegalArgumentException e -> ErrorKind.INVALID;
      case ServiceUnavailableException e -> ErrorKind.UNAVAILABLE;
      case ServiceFailureException e -> ErrorKind.UNAVAILABLE;
      case RuntimeException e when isNotFound(e) -> ErrorKind.NOT_FOUND;
      case RESTException e -> ErrorKind.UNAVAILABLE;
      default -> ErrorKind.INTERNAL;
    };
  }

  private static boolean neverSent(RuntimeException error) {
    return error.getCause() instanceof ConnectException
        || error.getCause() instanceof UnknownHostException;
  }

  private static TarnException unknown(String what, RuntimeException error) {
    return new TarnException(
        ErrorKind.OUTCOME_UNKNOWN,
        what + ": it is unknown whether it happened: " + error.getMessage(),
        "Read the table's positions again before doing anything else.",
        error);
  }
}
