package io.tarn.steps;

import io.tarn.engine.StepShape;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.TableManifest;
import io.tarn.model.manifest.TableManifest.Mode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a run brings a table up to its inputs: always with the result of a full refresh. */
sealed interface Refresh {
  /** The rows are right already; only how far they reach is to be recorded. */
  record Nothing() implements Refresh {}

  /** The new rows of the driving input suffice. */
  record Incremental(InputChange.Appended driver) implements Refresh {}

  /** All rows anew. */
  record Full(String reason) implements Refresh {}

  /** Decides. */
  static Refresh decide(
      DeclaredStep step, StepShape shape, StepInputs inputs, Optional<LastRun> last) {
    if (last.isEmpty()) {
      return new Full("the table holds no result of a run");
    }
    if (last.get().manifestVersion() != step.version()) {
      return new Full("the manifest changed");
    }
    Map<String, InputChange> changes = new HashMap<>();
    TableManifest manifest = step.manifest();
    manifest
        .from()
        .forEach(
            (alias, table) ->
                changes.put(
                    alias,
                    InputChange.of(
                        inputs.tables().get(table),
                        Optional.ofNullable(last.get().inputs().get(table)))));
    InputChange driver = changes.remove(manifest.from().firstEntry().getKey());
    boolean othersSame =
        changes.values().stream().allMatch(change -> change instanceof InputChange.None);
    return manifest.mode() == Mode.stream
        ? stream(driver)
        : view(driver, othersSame, shape.mustRefreshFully());
  }

  private static Refresh view(
      InputChange driver, boolean othersSame, Optional<String> mustRefreshFully) {
    if (!othersSame) {
      return new Full("an input changed that is joined to");
    }
    return switch (driver) {
      case InputChange.None none -> new Nothing();
      case InputChange.Other other -> new Full("rows of the driving input changed");
      case InputChange.Appended appended ->
          mustRefreshFully.isEmpty() ? new Incremental(appended) : new Full(mustRefreshFully.get());
    };
  }

  private static Refresh stream(InputChange driver) {
    return switch (driver) {
      case InputChange.None none -> new Nothing();
      case InputChange.Appended appended -> new Incremental(appended);
      case InputChange.Other other ->
          throw new TarnException(
              ErrorKind.UNPROCESSABLE,
              "Rows of the driving input changed; a stream can only follow rows that are added.",
              "Use mode: view, or refresh the step fully.");
    };
  }
}
