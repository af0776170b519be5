package io.tarn.tables;

import java.net.URI;
import java.util.Objects;

/**
 * The S3-compatible store that holds the tables' files, addressed path-style.
 *
 * @param region any name the store accepts; most stores ignore it
 */
public record ObjectStore(URI endpoint, String region, String accessKey, String secretKey) {
  public ObjectStore {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(accessKey, "accessKey");
    Objects.requireNonNull(secretKey, "secretKey");
  }

  @Override
  public String toString() {
    return "ObjectStore[%s as %s]".formatted(endpoint, accessKey);
  }
}
