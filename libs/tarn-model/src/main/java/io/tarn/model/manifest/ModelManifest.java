package io.tarn.model.manifest;

import io.tarn.model.TableName;
import java.time.Duration;

/**
 * A model that forecasts weekly sums of a value, one series per distinct value of a column.
 *
 * @param horizon weeks ahead, 1 to 52
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
    Duration retrainAfter)
    implements Manifest {
  @Override
  public String kind() {
    return "Model";
  }
}
