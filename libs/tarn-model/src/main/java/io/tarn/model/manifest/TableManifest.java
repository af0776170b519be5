package io.tarn.model.manifest;

import io.tarn.model.TableName;
import io.tarn.model.manifest.SourceManifest.Format;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A step: one table computed from others by SQL.
 *
 * @param engine {@code duckdb} unless said otherwise
 * @param from alias in the SQL to the table it stands for; the first drives the step
 * @param parse alias to the format of its payloads
 * @param key columns of which each combination occurs once in the table; empty for none
 * @param expectations name to rule, in the order declared
 * @param tags column to tag
 * @param clearedTags column to the tags that end here instead of reaching it along its lineage
 * @param formatVersion of the Iceberg table and its quarantine when they are made, 2 or 3; the
 *     catalog's default if empty
 */
public record TableManifest(
    TableName table,
    Mode mode,
    String engine,
    SequencedMap<String, TableName> from,
    Map<String, Format> parse,
    List<String> key,
    Optional<Keep> keep,
    String sql,
    SequencedMap<String, Expectation> expectations,
    Map<String, String> tags,
    Map<String, List<String>> clearedTags,
    Optional<Integer> formatVersion,
    Optional<Duration> freshness)
    implements Manifest {
  /** How the table follows its inputs. */
  public enum Mode {
    /** Always equals its query over all data. */
    view,
    /** Treats each input row once. */
    stream
  }

  /** Which of several rows with one key stays. */
  public record Keep(Which which, String by) {
    /** First or last in the order of {@link Keep#by}. */
    public enum Which {
      first,
      last
    }
  }

  /** A named rule on the output rows. */
  public record Expectation(Rule rule, OnViolation onViolation) {}

  /** What must hold. */
  public sealed interface Rule {}

  /** An SQL condition on the columns of the row; NULL counts as a violation. */
  public record Check(String sql) implements Rule {}

  /** No two rows agree in all of these columns; the one with the smallest key stays. */
  public record Unique(List<String> columns) implements Rule {}

  /** What happens to a row that breaks a rule. */
  public enum OnViolation {
    warn,
    drop,
    quarantine,
    fail
  }

  /** Whether rows of it can be quarantined: by a rule, or because a payload does not parse. */
  public boolean quarantines() {
    return !parse.isEmpty()
        || expectations.values().stream()
            .anyMatch(expectation -> expectation.onViolation() == OnViolation.quarantine);
  }

  /** Where its quarantined rows go. */
  public TableName quarantine() {
    return new TableName(table.catalog(), table.namespace(), table.table() + "_quarantine");
  }

  @Override
  public String kind() {
    return "Table";
  }

  @Override
  public String name() {
    return table.toString();
  }
}
