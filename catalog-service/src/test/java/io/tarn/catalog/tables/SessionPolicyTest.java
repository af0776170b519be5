package io.tarn.catalog.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPolicyTest {
  @Test
  void aReaderMayReadAndNothingElse() {
    assertThat(SessionPolicy.of("s3://lakehouse/retail/orders-1", false))
        .contains("\"s3:GetObject\"", "\"arn:aws:s3:::lakehouse/retail/orders-1/*\"")
        .doesNotContain("s3:PutObject", "s3:DeleteObject", "s3:List");
  }

  @Test
  void aWriterNeverWritesTheCatalogsOwnFiles() {
    assertThat(SessionPolicy.of("s3://lakehouse/retail/orders-1", true))
        .contains("\"Deny\"", "\"arn:aws:s3:::lakehouse/retail/orders-1/*.metadata.json*\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://lakehouse/retail/*",
        "s3://lakehouse/retail/order?-1",
        "s3://lakehouse/${aws:username}/orders-1",
        "file:///lakehouse/orders-1"
      })
  void whatAPolicyWouldReadAsMoreThanOnePlaceHasNone(String location) {
    assertThat(SessionPolicy.canName(location)).isFalse();
  }
}
