package io.tarn.model.manifest;

import io.tarn.model.TableName;
import java.net.URI;
import java.time.Duration;

/** When somebody must be told, and where. */
public record AlertManifest(String name, TableName table, Condition condition, URI webhook)
    implements Manifest {
  /** What sets it off. */
  public sealed interface Condition {}

  /** The newest record visible in the table was accepted longer ago than this. */
  public record FreshnessOver(Duration limit) implements Condition {}

  /** The last run of the step that writes the table failed. */
  public record RunFails() implements Condition {}

  @Override
  public String kind() {
    return "Alert";
  }
}
