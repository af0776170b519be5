package io.tarn.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceServerTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc.user, CATALOG_JDBC_USER",
    "io-impl, CATALOG_IO__IMPL",
    "s3.path-style-access, CATALOG_S3_PATH__STYLE__ACCESS",
  })
  void propertiesAreSpelledAsTheServerReadsThem(String property, String variable) {
    assertThat(ReferenceServer.variable(property)).isEqualTo(variable);
  }
}
