package io.tarn.catalog.tables;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tarn.catalog.domain.commit.Author;
import io.tarn.catalog.domain.commit.PositionConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** Counts and times commits. */
@ApplicationScoped
public class CommitMetrics {
  private final TableCommitter committer;
  private final MeterRegistry metrics;

  CommitMetrics(TableCommitter committer, MeterRegistry metrics) {
    this.committer = committer;
    this.metrics = metrics;
  }

  /**
   * As the committer's.
   *
   * @see TableCommitter#commit
   */
  public List<TableMetadata> commit(List<TableRequest> requests, Author author) {
    Timer.Sample time = Timer.start(metrics);
    String outcome = "failed";
    try {
      List<TableMetadata> committed = committer.commit(requests, author);
      outcome = "committed";
      return committed;
    } catch (RuntimeException error) {
      outcome = outcome(error);
      throw error;
    } finally {
      time.stop(metrics.timer("tarn.catalog.commit", "outcome", outcome));
      count(requests, outcome);
    }
  }

  private void count(List<TableRequest> requests, String outcome) {
    // Whoever asks for tables that are not there must not make time series of their names.
    boolean known = !outcome.equals("missing");
    for (TableRequest request : requests) {
      String table = known ? request.table().toString() : "unknown";
      metrics.counter("tarn.catalog.commits", "table", table, "outcome", outcome).increment();
    }
  }

  private static String outcome(RuntimeException error) {
    return switch (error) {
      case CommitFailedException lost -> "conflict";
      case PositionConflictException old -> "old_positions";
      case CommitStateUnknownException unanswered -> "unknown";
      case NoSuchTableException missing -> "missing";
      default -> "failed";
    };
  }
}
