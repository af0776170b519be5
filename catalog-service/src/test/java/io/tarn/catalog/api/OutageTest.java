package io.tarn.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class OutageTest {
  static Stream<Throwable> outages() {
    return Stream.of(
        SdkClientException.create("no connection"),
        store(500, "InternalError"),
        store(503, "SlowDown"),
        new SQLException("the connection broke", "08006"),
        new SQLException("shutting down", "57P01"),
        new SQLException("the database takes no connections", "55000"),
        new SQLException("no connection is free"),
        new IllegalStateException(new SQLException("the connection broke", "08006")));
  }

  static Stream<Throwable> refusals() {
    return Stream.of(
        store(404, "NoSuchKey"),
        store(403, "AccessDenied"),
        new SQLException("twice the same key", "23505"),
        new IllegalStateException());
  }

  @ParameterizedTest
  @MethodSource("outages")
  void whatMayPassIsAnOutage(Throwable error) {
    assertThat(Outage.caused(error)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatComesAgainEachTimeIsNone(Throwable error) {
    assertThat(Outage.caused(error)).isFalse();
  }

  private static Throwable store(int status, String code) {
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }
}
