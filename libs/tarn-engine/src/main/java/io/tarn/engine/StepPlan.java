package io.tarn.engine;

import io.tarn.model.manifest.TableManifest;
import java.util.Map;

/**
 * A run of a step, before it runs.
 *
 * @param version of the manifest
 * @param inputs alias to what is read for it
 * @param target what the step wrote so far. Where its files are left out (a full refresh) the
 *     result is all rows
 */
public record StepPlan(
    TableManifest step,
    long version,
    String runId,
    Map<String, StepInput> inputs,
    StepTarget target) {
  public StepPlan {
    inputs = Map.copyOf(inputs);
  }

  /** The alias of the input whose rows drive the step. */
  public String driver() {
    return step.from().firstEntry().getKey();
  }
}
