package io.tarn.gold.query;

import io.tarn.gold.config.GoldConfig;
import io.tarn.gold.tables.Excerpt;
import io.tarn.gold.worker.Reply.Column;
import io.tarn.model.error.TarnException;
import io.tarn.service.AuditLog;
import io.tarn.service.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers that many ask for, as those of dashboards: who may see the same of the same snapshots
 * gets the same answer, computed once. Each access is authorized and written down all the same.
 */
@ApplicationScoped
public class SharedAnswers {
  /**
   * An answer in JSON.
   *
   * @param json the array of rows
   */
  public record Shared(
      List<Column> columns, String json, long rows, boolean truncated, long policyVersion) {}

  /** Equal for those who see the same. */
  private record Key(String sql, List<Excerpt.Key> excerpts) {}

  private final Permissions permissions;
  private final StatementRunner runner;
  private final AuditLog audit;
  private final StatementMetrics metrics;
  private final AnswerCache<Shared> cache;

  SharedAnswers(
      Permissions permissions,
      StatementRunner runner,
      AuditLog audit,
      StatementMetrics metrics,
      GoldConfig config) {
    this.permissions = permissions;
    this.runner = runner;
    this.audit = audit;
    this.metrics = metrics;
    this.cache =
        new AnswerCache<>(
            config.dashboards().answers().asLongValue(),
            config.dashboards().keep(),
            answer -> answer.json().length());
  }

  /**
   * The answer to a statement with the caller's rights.
   *
   * @throws TarnException as {@link Statements#ask}
   */
  public Shared ask(Caller caller, String sql) {
    return metrics.measure("dashboard", () -> answer(caller, sql), Shared::rows);
  }

  private Shared answer(Caller caller, String sql) {
    Permitted permitted = permissions.permit(caller, sql, () -> false);
    Key key = new Key(sql, permitted.excerpts().stream().map(Excerpt::key).toList());
    Shared answer;
    try {
      answer = cache.answer(key, () -> compute(sql, permitted));
    } catch (RuntimeException failed) {
      written(caller, sql, permitted, null);
      throw failed;
    }
    written(caller, sql, permitted, answer.rows());
    return answer;
  }

  private void written(Caller caller, String sql, Permitted permitted, Long rows) {
    audit.record(audit.allowed(caller, "SELECT", permitted.decisions(), sql, rows));
  }

  private Shared compute(String sql, Permitted permitted) {
    try (Answer answer = runner.run(Question.json(sql), permitted, () -> false)) {
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      answer.writeTo(json);
      return new Shared(
          answer.columns(),
          json.toString(StandardCharsets.UTF_8),
          answer.rows(),
          answer.truncated(),
          answer.policyVersion());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
