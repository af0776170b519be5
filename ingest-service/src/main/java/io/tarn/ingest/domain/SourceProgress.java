package io.tarn.ingest.domain;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** How far a source has come; written by its writer's thread, read by many. */
public final class SourceProgress {
  private final Map<String, Long> committedEnds = new ConcurrentSkipListMap<>();
  private final Map<String, String> troubles = new ConcurrentSkipListMap<>();
  private volatile long lagRecords;

  /** The table's ends of the source's position keys, as committed. */
  public Map<String, Long> committedEnds() {
    return new TreeMap<>(committedEnds);
  }

  /** Records accepted but not yet in bronze, as far as known. */
  public long lagRecords() {
    return lagRecords;
  }

  /** Records accepted, in bronze or not. */
  public long acceptedRecords() {
    return committedRecords() + lagRecords;
  }

  /** What goes wrong now, each with what it is about. */
  public Optional<String> trouble() {
    return troubles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(
                "; ",
                troubles.entrySet().stream()
                    .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
                    .toList()));
  }

  /** Records in bronze. */
  public long committedRecords() {
    return committedEnds.values().stream().mapToLong(Long::longValue).sum();
  }

  public void committed(String key, long end) {
    committedEnds.put(key, end);
  }

  public void lag(long records) {
    lagRecords = records;
  }

  /**
   * Something goes wrong.
   *
   * @param about what is wrong, as a file's address; a later call with the same takes its place
   */
  public void trouble(String about, String what) {
    troubles.put(about, what);
  }

  public void mended(String about) {
    troubles.remove(about);
  }
}
