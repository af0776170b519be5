package io.tarn.gold.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.gold.config.GoldConfig;
import io.tarn.gold.sql.Catalogs;
import io.tarn.gold.sql.Gate;
import io.tarn.gold.sql.KnownFunctions;
import io.tarn.gold.sql.Statement;
import io.tarn.gold.tables.PolicyExpressions;
import io.tarn.gold.worker.Lease;
import io.tarn.gold.worker.WorkerPool;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Lets a worker parse and the gate judge; remembers its judgement of what is asked often. */
@ApplicationScoped
public class StatementParser implements PolicyExpressions {
  private static final int MOST_REMEMBERED = 500;
  private static final int LONGEST_REMEMBERED = 4000;

  private final WorkerPool workers;
  private final Catalogs catalogs;
  private final GoldConfig config;
  private final Gate gate = new Gate(new KnownFunctions());
  private final Map<String, Statement> statements = new ConcurrentHashMap<>();
  private final Map<String, Boolean> expressions = new ConcurrentHashMap<>();

  StatementParser(WorkerPool workers, Catalogs catalogs, GoldConfig config) {
    this.workers = workers;
    this.catalogs = catalogs;
    this.config = config;
  }

  /**
   * Judges a statement.
   *
   * @param cancelled whether nobody waits for it any more
   * @throws TarnException INVALID naming what is refused; TOO_LARGE, LIMITED, UNPROCESSABLE
   */
  public Statement parse(String sql, BooleanSupplier cancelled) {
    Statement known = statements.get(sql);
    if (known != null) {
      return known;
    }
    long most = config.statements().length().asLongValue();
    if (sql.getBytes(StandardCharsets.UTF_8).length > most) {
      throw new TarnException(
          ErrorKind.TOO_LARGE,
          "The statement is longer than %d bytes.".formatted(most),
          "Shorten it.");
    }
    Statement statement = gate.inspect(sql, tree(sql, cancelled), catalogs);
    // Where a namespace is found may change with the next manifest.
    if (sql.length() <= LONGEST_REMEMBERED && statement.defaultCatalog().isEmpty()) {
      remember(statements, sql, statement);
    }
    return statement;
  }

  @Override
  public boolean isExpression(String expression) {
    Boolean known = expressions.get(expression);
    if (known != null) {
      return known;
    }
    boolean judged = judge("SELECT (" + expression + "\n)");
    remember(expressions, expression, judged);
    return judged;
  }

  private boolean judge(String select) {
    try {
      return gate.isExpression(select, tree(select, () -> false));
    } catch (TarnException refused) {
      if (refused.kind() == ErrorKind.INVALID) {
        return false;
      }
      throw refused;
    }
  }

  private JsonNode tree(String sql, BooleanSupplier cancelled) {
    try (Lease worker = workers.take()) {
      return worker.parse(sql, cancelled);
    }
  }

  private static <T> void remember(Map<String, T> memory, String sql, T judged) {
    if (memory.size() >= MOST_REMEMBERED) {
      memory.clear();
    }
    memory.put(sql, judged);
  }
}
