package io.tarn.gold.query;

import io.tarn.model.error.TarnException;
import io.tarn.service.AuditLog;
import io.tarn.service.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Answers questions with what their caller may see. */
@ApplicationScoped
public class Statements {
  private final Permissions permissions;
  private final StatementRunner runner;
  private final AuditLog audit;
  private final StatementMetrics metrics;

  Statements(
      Permissions permissions, StatementRunner runner, AuditLog audit, StatementMetrics metrics) {
    this.permissions = permissions;
    this.runner = runner;
    this.audit = audit;
    this.metrics = metrics;
  }

  /**
   * Answers a question; the access is written down before this returns or throws. The answer is the
   * caller's to close.
   *
   * @param cancelled asked now and then: whether nobody waits for the answer any more
   * @throws TarnException INVALID for a statement that is refused or wrong; FORBIDDEN naming the
   *     table; LIMITED, UNPROCESSABLE for too much; UNAVAILABLE when catalog-service or Kafka are
   *     away
   */
  public Answer ask(Caller caller, Question question, BooleanSupplier cancelled) {
    return metrics.measure("sql", () -> answer(caller, question, cancelled), Answer::rows);
  }

  private Answer answer(Caller caller, Question question, BooleanSupplier cancelled) {
    Permitted permitted = permissions.permit(caller, question.sql(), cancelled);
    Answer answer;
    try {
      answer = runner.run(question, permitted, cancelled);
    } catch (RuntimeException failed) {
      // Its message may hold values of the tables.
      written(caller, question, permitted, null);
      throw failed;
    }
    try {
      written(caller, question, permitted, answer.rows());
      return answer;
    } catch (RuntimeException notWritten) {
      answer.close();
      throw notWritten;
    }
  }

  private void written(Caller caller, Question question, Permitted permitted, Long rows) {
    audit.record(audit.allowed(caller, "SELECT", permitted.decisions(), question.sql(), rows));
  }
}
