package io.tarn.ml.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weekly sums of a value, one series per name, all over the same weeks without gaps; a week is
 * named by its Monday.
 *
 * @param first the first week
 * @param series name to one value per week, from the first on
 */
public record WeeklyHistory(LocalDate first, SortedMap<String, double[]> series) {
  /** The sum of one series in one week. */
  public record Cell(String series, LocalDate week, double value) {}

  public WeeklyHistory {
    if (first.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException("a week begins on a Monday, " + first + " is none");
    }
    if (series.values().stream().mapToInt(values -> values.length).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "every series needs the same weeks, and there must be one");
    }
  }

  /**
   * Fills the weeks that are not there with 0.
   *
   * @param end the first week that is not part of the history any more
   * @throws IllegalArgumentException when no cell lies before {@code end}
   */
  public static WeeklyHistory of(SequencedCollection<Cell> cells, LocalDate end) {
    List<Cell> complete = cells.stream().filter(cell -> cell.week().isBefore(end)).toList();
    LocalDate first =
        complete.stream()
            .map(Cell::week)
            .min(LocalDate::compareTo)
            .orElseThrow(() -> new IllegalArgumentException("there is no complete week yet"));
    SortedMap<String, double[]> series = new TreeMap<>();
    for (Cell cell : complete) {
      series
              .computeIfAbsent(cell.series(), name -> new double[weeksBetween(first, end)])[
              weeksBetween(first, cell.week())] +=
          cell.value();
    }
    return new WeeklyHistory(first, series);
  }

  /** Number of weeks. */
  public int weeks() {
    return series.values().iterator().next().length;
  }

  /** The first week after the history. */
  public LocalDate end() {
    return first.plusWeeks(weeks());
  }

  /** The value of a week, or NaN where the history has none. */
  public double value(String name, LocalDate week) {
    double[] values = series.get(name);
    int index = weeksBetween(first, week);
    return values == null || index < 0 || index >= values.length ? Double.NaN : values[index];
  }

  /** The first {@code weeks} weeks of it. */
  public WeeklyHistory head(int weeks) {
    SortedMap<String, double[]> shorter = new TreeMap<>();
    for (Map.Entry<String, double[]> entry : series.entrySet()) {
      shorter.put(entry.getKey(), Arrays.copyOf(entry.getValue(), weeks));
    }
    return new WeeklyHistory(first, shorter);
  }

  private static int weeksBetween(LocalDate from, LocalDate to) {
    return (int) ChronoUnit.WEEKS.between(from, to);
  }
}
