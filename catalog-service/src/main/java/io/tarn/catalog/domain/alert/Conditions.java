package io.tarn.catalog.domain.alert;

import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.AlertManifest;
import io.tarn.model.manifest.AlertManifest.FreshnessOver;
import io.tarn.model.manifest.AlertManifest.RunFails;
import java.time.Duration;
import java.util.Locale;

/** Decides whether an alert fires. */
final class Conditions {
  private Conditions() {}

  static Finding look(AlertManifest alert, Observation seen) {
    return switch (alert.condition()) {
      case FreshnessOver(Duration limit) -> freshness(alert, limit, seen);
      case RunFails() -> lastRun(alert, seen);
    };
  }

  private static Finding freshness(AlertManifest alert, Duration limit, Observation seen) {
    Duration age = Duration.between(seen.freshestAt(), seen.at());
    return age.compareTo(limit) > 0
        ? new Finding(
            true,
            "%s: the newest record was accepted at %s, more than %s ago"
                .formatted(alert.table(), seen.freshestAt(), written(limit)))
        : new Finding(false, "%s is fresher than %s".formatted(alert.table(), written(limit)));
  }

  private static Finding lastRun(AlertManifest alert, Observation seen) {
    return seen.lastRun()
        .filter(run -> run.status() == RunEnded.Status.failed)
        .map(
            run ->
                new Finding(
                    true,
                    "%s: run %s failed at %s".formatted(alert.table(), run.runId(), run.endedAt())))
        .orElseGet(
            () -> new Finding(false, "%s: no failed run is the last".formatted(alert.table())));
  }

  private static String written(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
