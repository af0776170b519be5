package io.tarn.gold.query;

import io.tarn.gold.sql.Statement;
import io.tarn.gold.tables.Excerpt;
import io.tarn.gold.tables.Excerpts;
import io.tarn.model.error.TarnException;
import io.tarn.service.Access;
import io.tarn.service.AuditLog;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Answers questions with what their caller may see. */
@ApplicationScoped
public class Statements {
  private final StatementParser parser;
  private final Authorizer authorizer;
  private final Excerpts excerpts;
  private final StatementRunner runner;
  private final AuditLog audit;

  Statements(
      StatementParser parser,
      Authorizer authorizer,
      Excerpts excerpts,
      StatementRunner runner,
      AuditLog audit) {
    this.parser = parser;
    this.authorizer = authorizer;
    this.excerpts = excerpts;
    this.runner = runner;
    this.audit = audit;
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
    Permitted permitted = permit(caller, question, cancelled);
    Answer answer;
    try {
      answer = runner.run(question, permitted, cancelled);
    } catch (TarnException failed) {
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

  /** What of a question's tables the caller may see; a refusal is written down and thrown. */
  Permitted permit(Caller caller, Question question, BooleanSupplier cancelled) {
    Statement statement = parser.parse(question.sql(), cancelled);
    if (statement.tables().isEmpty()) {
      Decisions nothing = new Decisions(caller.principal(), 0, List.of());
      return new Permitted(statement, nothing, List.of());
    }
    List<Access> accesses = statement.tables().stream().sorted().map(Access::select).toList();
    Decisions decisions = authorizer.require(caller, accesses);
    List<Excerpt> tables =
        statement.tables().stream()
            .sorted()
            .map(
                table -> excerpts.of(table, statement.columns(), decisions.about(table.toString())))
            .toList();
    return new Permitted(statement, decisions, tables);
  }

  void written(Caller caller, Question question, Permitted permitted, Long rows) {
    audit.record(audit.allowed(caller, "SELECT", permitted.decisions(), question.sql(), rows));
  }
}
