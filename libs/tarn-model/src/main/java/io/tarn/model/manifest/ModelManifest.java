package io.tarn.model.manifest;

import io.tarn.model.TableName;
import java.time.Duration;
import java.util.Optional;

/**
 * A model that forecasts weekly sums of a value, one series per distinct value of a column.
 *
 * @param horizon weeks ahead, 1 to 52
 * @param formatVersion of the output's Iceberg table when it is made, 2 or 3; the catalog's default
 *     if empty
 * @param retrainAfter how long the input must have been quiet before the model is trained anew
 */
public record ModelManifest(
    String name,
    TableName from,
    String value,
    String per,
    String time,
    int horizon,
    TableName output,
    Optional<Integer> formatVersion,
    Duration retrainAfter)
    implements Manifest {
  @Override
  public String kind() {
    return "Model";
  }
}
