package io.tarn.engine.duckdb;

import io.tarn.model.manifest.TableManifest;
import io.tarn.model.manifest.TableManifest.Mode;
import io.tarn.model.manifest.TableManifest.OnViolation;
import io.tarn.model.manifest.TableManifest.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.types.Types.NestedField;

/** What must hold between a step's SQL and the rest of its manifest. */
final class StepRules {
  private StepRules() {}

  /**
   * Refuses a step that cannot work.
   *
   * @param obstacle why its rows are not independent, if so
   */
  static void check(TableManifest step, List<NestedField> columns, Optional<String> obstacle) {
    List<String> names = columns.stream().map(NestedField::name).toList();
    List<String> named = new ArrayList<>(step.key());
    step.keep().ifPresent(keep -> named.add(keep.by()));
    step.expectations().values().stream()
        .filter(expectation -> expectation.rule() instanceof Unique)
        .forEach(expectation -> named.addAll(((Unique) expectation.rule()).columns()));
    named.stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw SelectTree.wrong(
                  "The SQL gives no column '%s', but the manifest names it.".formatted(name),
                  "It gives: " + String.join(", ", names) + ".");
            });
    if (!step.key().isEmpty()) {
      names.stream()
          .filter(SourceColumns.NAMES::contains)
          .findFirst()
          .ifPresent(
              name -> {
                throw SelectTree.wrong(
                    "A keyed table has a column '%s' by itself.".formatted(name),
                    "Leave it out of the SQL.");
              });
    }
    if (step.mode() == Mode.stream) {
      obstacle.ifPresent(
          reason -> {
            throw SelectTree.wrong(
                "A stream treats each row on its own, but of this SQL " + reason + ".",
                "Use mode: view.");
          });
      if (!step.key().isEmpty() || hasUnique(step)) {
        throw SelectTree.wrong(
            "A stream keeps every row: it has neither a key nor unique rows.", "Use mode: view.");
      }
    }
    if (hasUnique(step) && step.key().isEmpty()) {
      throw SelectTree.wrong(
          "A rule of unique rows needs a key, to say which row stays.", "Declare a key.");
    }
  }

  static Optional<String> mustRefreshFully(
      TableManifest step, boolean sourced, Optional<String> obstacle) {
    if (step.mode() == Mode.stream) {
      return Optional.empty();
    }
    if (step.key().isEmpty()) {
      return Optional.of("it has no key");
    }
    if (obstacle.isPresent()) {
      return obstacle;
    }
    boolean forgets =
        step.expectations().values().stream()
            .anyMatch(
                expectation ->
                    expectation.rule() instanceof Unique
                        && (expectation.onViolation() == OnViolation.drop || !sourced));
    return forgets
        ? Optional.of("rows that are not unique are not kept where they could be found again")
        : Optional.empty();
  }

  private static boolean hasUnique(TableManifest step) {
    return step.expectations().values().stream()
        .anyMatch(expectation -> expectation.rule() instanceof Unique);
  }
}
