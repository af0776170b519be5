package io.tarn.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.model.manifest.PolicySql;
import io.tarn.model.manifest.PolicySql.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;

/**
 * Reads policies as DuckDB's own parser does, which will run them: what stands in a text or a
 * comment is no question, and what takes a question's place is a literal wherever it stands.
 */
public final class PolicyParser implements PolicySql.Parser, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_REMEMBERED = 1000;

  /** In characters: each reader has trees of their own, of a hundred times as many bytes. */
  private static final int LONGEST_REMEMBERED = 1000;

  private static final String USER = "current_user";
  private static final String MEMBER = "is_member";
  private static final Set<String> QUESTIONS = Set.of(USER, MEMBER);
  private static final String SELECT = "SELECT ";
  private static final String HINT = "Write current_user() and is_member('group').";

  private final NativeThreads threads;
  private final Map<String, PolicySql> parsed = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> conditions = new ConcurrentHashMap<>();

  public PolicyParser(DuckDbSettings settings) {
    this.threads = new NativeThreads(settings);
  }

  @Override
  public PolicySql parse(String sql) {
    String lower = sql.toLowerCase(Locale.ROOT);
    if (QUESTIONS.stream().noneMatch(lower::contains)) {
      return PolicySql.of(sql);
    }
    return remembered(parsed, sql, db -> opened(db, sql));
  }

  /**
   * The rows a filter lets through, as Iceberg says it: those on which the SQL is true, and none on
   * which it is false or NULL.
   *
   * @param filter with no questions left
   * @return by the names of the schema
   * @throws TarnException UNPROCESSABLE, saying what Iceberg's expressions cannot say
   */
  public Expression rows(String filter, Schema schema) {
    Function<DuckDb, JsonNode> reading = db -> expression(db, filter).selected();
    JsonNode condition =
        filter.length() > LONGEST_REMEMBERED
            ? threads.call(LIMIT, 0, reading)
            : remembered(conditions, filter, reading);
    return new RowCondition(schema).read(condition).holds();
  }

  private <T> T remembered(Map<String, T> known, String sql, Function<DuckDb, T> reading) {
    T before = known.get(sql);
    if (before != null) {
      return before;
    }
    T answer = threads.call(LIMIT, 0, reading);
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    known.put(sql, answer);
    return answer;
  }

  /** Puts a text that occurs nowhere else where a question is, and cuts the SQL there. */
  private static PolicySql opened(DuckDb db, String sql) {
    SelectTree tree = expression(db, sql);
    String mark = UUID.randomUUID().toString();
    List<Part> questions = new ArrayList<>();
    SelectTree.walk(
        tree.select(),
        node -> {
          if (isQuestion(node)) {
            questions.add(question(node));
            ObjectNode place = (ObjectNode) node;
            place.removeAll();
            place.setAll((ObjectNode) literal(db, mark + ":" + (questions.size() - 1)));
          }
        });
    String open = tree.sql(db).substring(SELECT.length());
    Matcher places = Pattern.compile("'" + mark + ":([0-9]+)'").matcher(open);
    List<Part> parts = new ArrayList<>();
    int done = 0;
    while (places.find()) {
      parts.add(new PolicySql.Text(open.substring(done, places.start())));
      parts.add(questions.get(Integer.parseInt(places.group(1))));
      done = places.end();
    }
    parts.add(new PolicySql.Text(open.substring(done)));
    return new PolicySql(parts);
  }

  static SelectTree expression(DuckDb db, String sql) {
    SelectTree tree = SelectTree.parse(db, SELECT + "(" + sql + "\n)");
    if (!tree.isExpression()) {
      throw SelectTree.wrong("It is not one expression over the row.", HINT);
    }
    return tree;
  }

  /** Without parentheses DuckDB would take it for a column, or for its own user. */
  private static boolean isQuestion(JsonNode node) {
    JsonNode names = node.path("column_names");
    if (names.size() == 1 && QUESTIONS.contains(lower(names.get(0)))) {
      throw SelectTree.wrong("%s stands without ().".formatted(names.get(0).asText()), HINT);
    }
    return node.has("function_name") && QUESTIONS.contains(lower(node.get("function_name")));
  }

  private static Part question(JsonNode call) {
    String name = lower(call.get("function_name"));
    boolean plain =
        call.path("class").asText().equals("FUNCTION")
            && call.path("filter").isNull()
            && !call.path("distinct").asBoolean()
            && call.path("order_bys").path("orders").isEmpty();
    JsonNode arguments = call.path("arguments");
    if (plain && name.equals(USER) && arguments.isEmpty()) {
      return new PolicySql.CurrentUser();
    }
    JsonNode group = arguments.path(0).path("expression").path("literal");
    if (plain
        && name.equals(MEMBER)
        && arguments.size() == 1
        && group.path("kind").asText().equals("STRING")) {
      return new PolicySql.IsMember(group.path("text").asText());
    }
    throw SelectTree.wrong(
        name.equals(USER)
            ? "current_user() takes nothing."
            : "is_member takes the name of one group, as a text.",
        HINT);
  }

  private static JsonNode literal(DuckDb db, String text) {
    return SelectTree.parse(db, SELECT + DuckDbTypes.literal(text)).selected();
  }

  private static String lower(JsonNode name) {
    return name.asText().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    threads.close();
  }
}
