package io.tarn.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.error.ErrorKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogErrorsTest {
  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            new CommitStateUnknownException(new IOException()),
            ErrorKind.OUTCOME_UNKNOWN,
            ErrorKind.OUTCOME_UNKNOWN),
        Arguments.of(new CommitFailedException("x"), ErrorKind.CONFLICT, ErrorKind.CONFLICT),
        Arguments.of(new ValidationException("x"), ErrorKind.CONFLICT, ErrorKind.CONFLICT),
        Arguments.of(
            new NotAuthorizedException("x"), ErrorKind.UNAUTHENTICATED, ErrorKind.UNAUTHENTICATED),
        Arguments.of(new ForbiddenException("x"), ErrorKind.FORBIDDEN, ErrorKind.FORBIDDEN),
        Arguments.of(new BadRequestException("x"), ErrorKind.INVALID, ErrorKind.INVALID),
        Arguments.of(new NoSuchTableException("x"), ErrorKind.NOT_FOUND, ErrorKind.NOT_FOUND),
        Arguments.of(
            new RESTException(new ConnectException(), "refused"),
            ErrorKind.UNAVAILABLE,
            ErrorKind.UNAVAILABLE),
        Arguments.of(
            new RESTException(new SocketTimeoutException(), "no answer"),
            ErrorKind.UNAVAILABLE,
            ErrorKind.OUTCOME_UNKNOWN),
        Arguments.of(
            new ServiceUnavailableException("503"),
            ErrorKind.UNAVAILABLE,
            ErrorKind.OUTCOME_UNKNOWN),
        Arguments.of(
            new ServiceFailureException("500"), ErrorKind.UNAVAILABLE, ErrorKind.OUTCOME_UNKNOWN),
        Arguments.of(new IllegalStateException("bug"), ErrorKind.INTERNAL, ErrorKind.INTERNAL));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void each_error_has_its_kind_and_an_unanswered_commit_is_unknown(
      RuntimeException error, ErrorKind reading, ErrorKind committing) {
    assertThat(CatalogErrors.translated("loading", error).kind()).isEqualTo(reading);
    assertThat(CatalogErrors.translatedCommit("committing", error).kind()).isEqualTo(committing);
    assertThat(CatalogErrors.translated("loading", error)).hasMessageContaining("loading");
  }
}
