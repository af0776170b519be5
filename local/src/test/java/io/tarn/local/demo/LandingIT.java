package io.tarn.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.model.error.TarnException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LandingIT {
  private static final byte[] CONTENT =
      "zip_code,city\n00501,Holtsville\n".getBytes(StandardCharsets.UTF_8);

  @BeforeAll
  static void needsAnObjectStore() {
    assumeTrue(System.getenv("TARN_S3_ENDPOINT") != null, "run ./tarn test");
  }

  @Test
  void aSignedObjectIsTaken() throws Exception {
    String etag = landing(System.getenv("TARN_S3_SECRET_KEY")).put(path(), CONTENT);

    assertThat(etag)
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(CONTENT)));
  }

  @Test
  void anObjectSignedWithAnotherKeyIsRefused() {
    assertThatThrownBy(() -> landing("not-the-key").put(path(), CONTENT))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("403");
  }

  private static String path() {
    return "/landing/test/" + UUID.randomUUID() + "/zipcodes.csv";
  }

  private static Landing landing(String secretKey) {
    return new Landing(
        URI.create(System.getenv("TARN_S3_ENDPOINT")),
        System.getenv("TARN_S3_REGION"),
        System.getenv("TARN_S3_ACCESS_KEY"),
        secretKey);
  }
}
