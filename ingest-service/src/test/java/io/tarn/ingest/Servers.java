package io.tarn.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.tables.ObjectStore;
import java.net.URI;
import java.util.UUID;

/** The real servers of this test run. */
public final class Servers {
  private Servers() {}

  public static String kafka() {
    return variable("KAFKA_BOOTSTRAP_SERVERS");
  }

  public static ObjectStore store() {
    return new ObjectStore(
        URI.create(variable("TARN_S3_ENDPOINT")),
        variable("TARN_S3_REGION"),
        variable("TARN_S3_ACCESS_KEY"),
        variable("TARN_S3_SECRET_KEY"));
  }

  /** A name that no other test uses. */
  public static String unique(String prefix) {
    return prefix + "_" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    assumeTrue(value != null, "needs the real servers: run ./tarn test");
    return value;
  }
}
