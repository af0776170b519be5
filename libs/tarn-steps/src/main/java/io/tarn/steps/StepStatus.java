package io.tarn.steps;

import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.TableManifest.Mode;
import java.util.Optional;

/**
 * How a step stands.
 *
 * @param lastRun since this process started
 */
public record StepStatus(TableName table, Mode mode, State state, Optional<RunEnded> lastRun) {
  /** What it does now, or how it ended last. */
  public enum State {
    idle,
    running,
    failed
  }
}
