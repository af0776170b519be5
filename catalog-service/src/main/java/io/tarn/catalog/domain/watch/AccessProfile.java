package io.tarn.catalog.domain.watch;

import io.tarn.catalog.domain.Privilege;
import io.tarn.model.event.Accessed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What somebody has done so far, as far as it tells what is usual. Days are those of UTC.
 *
 * @param since the first day
 * @param rows day to the rows handed out; not those taken in
 * @param places network to the day it was last seen; see {@link Place}
 * @param protectedTables table to the day it was first read
 * @param refusals refused attempts since the last that were too many
 */
public record AccessProfile(
    LocalDate since,
    SortedMap<LocalDate, Long> rows,
    SortedMap<String, LocalDate> places,
    SortedMap<String, LocalDate> protectedTables,
    List<Instant> refusals) {
  /** Nothing else hands out rows. */
  private static final String READ = Privilege.SELECT.toString();

  public AccessProfile {
    rows = new TreeMap<>(rows);
    places = new TreeMap<>(places);
    protectedTables = new TreeMap<>(protectedTables);
    refusals = List.copyOf(refusals);
  }

  /** Of somebody nothing is known of. */
  public static AccessProfile empty(LocalDate since) {
    return new AccessProfile(since, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
  }

  static LocalDate day(Accessed event) {
    return event.at().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The profile on a day, without what is too long ago then. */
  AccessProfile on(LocalDate day, AccessLimits limits) {
    AccessProfile remembered = new AccessProfile(since, rows, places, protectedTables, refusals);
    LocalDate oldest = day.minusDays(limits.memoryDays());
    remembered.rows.headMap(oldest).clear();
    remembered.places.values().removeIf(seen -> seen.isBefore(oldest));
    return remembered;
  }

  /** The profile with one access more. */
  AccessProfile after(Accessed event, Predicate<String> isProtected, AccessLimits limits) {
    AccessProfile next =
        new AccessProfile(since, rows, places, protectedTables, refusals(event, limits));
    LocalDate day = day(event);
    Place.of(event.remoteAddress()).ifPresent(place -> next.places.put(place, day));
    if (event.allowed() && READ.equals(event.action())) {
      next.rows.merge(day, event.rows() == null ? 0 : event.rows(), Long::sum);
      event.securables().stream()
          .filter(isProtected)
          .forEach(table -> next.protectedTables.putIfAbsent(table, day));
    }
    return next;
  }

  long rowsOn(LocalDate day) {
    return rows.getOrDefault(day, 0L);
  }

  /** The most rows of a day before one. */
  long mostRowsBefore(LocalDate day) {
    return rows.headMap(day).values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The protected tables that were read for the first time on a day. */
  List<String> firstReadOn(LocalDate day) {
    return protectedTables.entrySet().stream()
        .filter(table -> table.getValue().equals(day))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Refused attempts that an access makes too many, or not yet. */
  int refusalsWith(Accessed event, AccessLimits limits) {
    return recent(event, limits).size() + (isRefused(event) ? 1 : 0);
  }

  private List<Instant> refusals(Accessed event, AccessLimits limits) {
    if (!isRefused(event)) {
      return refusals;
    }
    return refusalsWith(event, limits) >= limits.refusals()
        ? List.of()
        : Stream.concat(recent(event, limits).stream(), Stream.of(event.at())).toList();
  }

  private List<Instant> recent(Accessed event, AccessLimits limits) {
    Instant oldest = event.at().minus(limits.refusalsWithin());
    return refusals.stream().filter(at -> !at.isBefore(oldest)).toList();
  }

  /** What the audit trail notes of itself is about nothing. */
  private static boolean isRefused(Accessed event) {
    return !event.allowed() && !event.securables().isEmpty();
  }
}
