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
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Lets a worker parse and the gate judge. */
@ApplicationScoped
public class StatementParser implements PolicyExpressions {
  private static final int MOST_REMEMBERED = 1000;

  private final WorkerPool workers;
  private final Catalogs catalogs;
  private final GoldConfig config;
  private final Gate gate = new Gate(new KnownFunctions());
  private final Map<String, JsonNode> trees = Collections.synchronizedMap(new HashMap<>());

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
    long most = config.statements().length().asLongValue();
    if (sql.getBytes(StandardCharsets.UTF_8).length > most) {
      throw new TarnException(
          ErrorKind.TOO_LARGE,
          "The statement is longer than %d bytes.".formatted(most),
          "Shorten it.");
    }
    return gate.inspect(sql, tree(sql, cancelled), catalogs);
  }

  @Override
  public boolean isExpression(String expression) {
    String sql = "SELECT (" + expression + "\n)";
    try {
      return gate.isExpression(sql, tree(sql, () -> false));
    } catch (TarnException refused) {
      if (refused.kind() == ErrorKind.INVALID) {
        return false;
      }
      throw refused;
    }
  }

  private JsonNode tree(String sql, BooleanSupplier cancelled) {
    JsonNode known = trees.get(sql);
    if (known != null) {
      return known;
    }
    try (Lease worker = workers.take()) {
      JsonNode tree = worker.parse(sql, cancelled);
      if (trees.size() >= MOST_REMEMBERED) {
        trees.clear();
      }
      trees.put(sql, tree);
      return tree;
    }
  }
}
