package io.tarn.catalog.domain.watch;

import io.tarn.catalog.domain.watch.UnusualAccess.Kind;
import io.tarn.model.event.Accessed;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares an access with what its principal did before. Each rule speaks once, at the access that
 * goes beyond its limit.
 */
record AccessRules(AccessLimits limits) {
  List<UnusualAccess> look(AccessProfile before, Accessed event, AccessProfile after) {
    LocalDate day = AccessProfile.day(event);
    return Stream.of(
            rows(before, after, day).map(detail -> found(event, Kind.rows, detail)),
            tables(before, after, day).map(detail -> found(event, Kind.tables, detail)),
            place(before, event).map(detail -> found(event, Kind.place, detail)),
            refusals(before, event).map(detail -> found(event, Kind.refusals, detail)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> rows(AccessProfile before, AccessProfile after, LocalDate day) {
    long most = before.mostRowsBefore(day);
    double limit = Math.max((double) limits.rowsFloor(), limits.rowsFactor() * most);
    return before.rowsOn(day) <= limit && after.rowsOn(day) > limit
        ? Optional.of(
            "read %d rows on %s; the most on an earlier day was %d"
                .formatted(after.rowsOn(day), day, most))
        : Optional.empty();
  }

  /** On the first day everything is new. */
  private Optional<String> tables(AccessProfile before, AccessProfile after, LocalDate day) {
    List<String> now = after.firstReadOn(day);
    return before.since().isBefore(day)
            && before.firstReadOn(day).size() < limits.protectedTables()
            && now.size() >= limits.protectedTables()
        ? Optional.of(
            "read protected tables for the first time on %s: %s"
                .formatted(day, String.join(", ", now)))
        : Optional.empty();
  }

  private static Optional<String> place(AccessProfile before, Accessed event) {
    return Place.of(event.remoteAddress())
        .filter(place -> !before.places().isEmpty() && !before.places().containsKey(place))
        .map(
            place ->
                "came from %s, not seen before (usual: %s)"
                    .formatted(event.remoteAddress(), String.join(", ", before.places().keySet())));
  }

  private Optional<String> refusals(AccessProfile before, Accessed event) {
    int refused = before.refusalsWith(event, limits);
    return !event.allowed() && refused >= limits.refusals()
        ? Optional.of(
            "was refused %d times within %s, last %s on %s: %s"
                .formatted(
                    refused,
                    limits.refusalsWithin().toString().substring(2).toLowerCase(Locale.ROOT),
                    event.action(),
                    String.join(", ", event.securables()),
                    event.reason()))
        : Optional.empty();
  }

  private static UnusualAccess found(Accessed event, Kind kind, String detail) {
    return new UnusualAccess(
        event.principal(),
        kind,
        event.at(),
        "%s: %s %s (audit event %s of %s)"
            .formatted(event.at(), event.principal(), detail, event.eventId(), event.service()));
  }
}
