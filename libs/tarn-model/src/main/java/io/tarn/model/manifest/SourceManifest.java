package io.tarn.model.manifest;

import io.tarn.model.TableName;
import java.time.Duration;
import java.util.Optional;

/**
 * Where data comes from, and the bronze table it lands in.
 *
 * @param partitions of its Kafka topic, 1 to 64
 * @param formatVersion of the Iceberg table when it is made, 2 or 3; the catalog's default if empty
 */
public record SourceManifest(
    TableName table,
    Origin origin,
    int partitions,
    Optional<Integer> formatVersion,
    Optional<Duration> freshness)
    implements Manifest {
  /** How records arrive. */
  public sealed interface Origin {}

  /** Pushed over HTTP to {@code /push} + path. */
  public record Http(String path, Format format) implements Origin {}

  /** Files that appear under a prefix of a bucket. */
  public record Files(String bucket, String prefix, Format format) implements Origin {}

  /** What a payload is, for those who parse it. */
  public enum Format {
    json,
    csv
  }

  @Override
  public String kind() {
    return "Source";
  }

  @Override
  public String name() {
    return table.toString();
  }
}
