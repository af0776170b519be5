package io.tarn.local.demo;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows how far the sources' records have come in a table. */
final class Arrival {
  private static final String TOPIC = "kafka:tarn.raw.retail.bronze.orders:";
  private static final String FILE = "file:s3://landing/retail/zipcodes/zipcodes.csv@";

  private final Lake lake;
  private final String table;
  private final List<TableCommitted> commits = new ArrayList<>();

  Arrival(Lake lake, String table) {
    this.lake = lake;
    this.table = table;
  }

  /**
   * Waits until a table holds all that was acknowledged, and the ZIP codes if it needs them.
   *
   * @throws TarnException when it does not in time
   */
  void await(Map<Integer, Long> ends, long zipCodes, Duration limit) {
    Waiting.until(
        "all of the orders in " + table,
        limit,
        () -> {
          commits.addAll(newCommits());
          return Optional.of(commits)
              .filter(all -> !all.isEmpty())
              .map(List::getLast)
              .filter(last -> covers(last, ends) && zipCodes(last) >= zipCodes);
        });
  }

  private List<TableCommitted> newCommits() {
    try {
      return lake.commits(table, commits.isEmpty() ? 0 : commits.getLast().sequence());
    } catch (TarnException e) {
      if (e.kind() != ErrorKind.NOT_FOUND) {
        throw e;
      }
      // Its first run makes the table.
      return List.of();
    }
  }

  List<TableCommitted> commits() {
    return List.copyOf(commits);
  }

  /**
   * How long each acknowledged event took, from its acknowledgment to the first commit that holds
   * it, in milliseconds, sorted.
   */
  long[] delays(List<PushLog.Acknowledgment> acknowledgments) {
    Map<Integer, TreeMap<Long, Instant>> firstAt = new TreeMap<>();
    for (TableCommitted commit : commits) {
      commit
          .reach()
          .forEach(
              (key, end) -> {
                if (key.startsWith(TOPIC)) {
                  firstAt
                      .computeIfAbsent(
                          Integer.parseInt(key.substring(TOPIC.length())), p -> new TreeMap<>())
                      .putIfAbsent(end, commit.committedAt());
                }
              });
    }
    return acknowledgments.stream()
        .mapToLong(
            one ->
                Math.max(
                    0,
                    Duration.between(
                            one.at(),
                            firstAt.get(one.partition()).higherEntry(one.offset()).getValue())
                        .toMillis()))
        .sorted()
        .toArray();
  }

  /** The value below which a share of sorted values lies. */
  static long percentile(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, (int) ((long) sorted.length * percent / 100))];
  }

  private static boolean covers(TableCommitted commit, Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> commit.reach().getOrDefault(TOPIC + end.getKey(), 0L) >= end.getValue());
  }

  private static long zipCodes(TableCommitted commit) {
    return commit.reach().entrySet().stream()
        .filter(reach -> reach.getKey().startsWith(FILE))
        .mapToLong(Map.Entry::getValue)
        .max()
        .orElse(0);
  }
}
