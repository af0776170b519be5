package io.tarn.engine.duckdb;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expression.Operation;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Reads a condition over one row from DuckDB's tree of it: comparisons of columns with literals,
 * and what AND, OR and NOT make of them. Whatever else it finds it refuses, so that no condition is
 * ever taken for a wider one.
 */
final class RowCondition {
  private static final Map<String, Operation> COMPARISONS =
      Map.ofEntries(
          entry("COMPARE_EQUAL", Operation.EQ),
          entry("COMPARE_NOTEQUAL", Operation.NOT_EQ),
          entry("COMPARE_LESSTHAN", Operation.LT),
          entry("COMPARE_LESSTHANOREQUALTO", Operation.LT_EQ),
          entry("COMPARE_GREATERTHAN", Operation.GT),
          entry("COMPARE_GREATERTHANOREQUALTO", Operation.GT_EQ));

  /** Readers let rows with NULL through these, SQL does not. */
  private static final Set<Operation> TRUE_OF_NULL =
      Set.of(
          Operation.NOT_EQ,
          Operation.LT,
          Operation.LT_EQ,
          Operation.NOT_IN,
          Operation.NOT_STARTS_WITH);

  private static final Pattern PREFIX = Pattern.compile("([^%_]+)%", Pattern.DOTALL);

  private static final String HINT =
      "Compare columns with literals, by =, <, >, IN, BETWEEN, IS NULL or LIKE 'beginning%'.";

  private final List<NestedField> columns;

  RowCondition(Schema schema) {
    this.columns = schema.columns();
  }

  /**
   * The condition, by the names of the schema.
   *
   * @throws TarnException UNPROCESSABLE, saying what cannot be expressed
   */
  Truth read(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "CONJUNCTION_AND" -> Truth.all(children(node).map(this::read).toList());
      case "CONJUNCTION_OR" -> Truth.any(children(node).map(this::read).toList());
      case "OPERATOR_NOT" -> read(node.path("children").path(0)).not();
      case "OPERATOR_IS_NULL" -> isNull(node.path("children").path(0));
      case "OPERATOR_IS_NOT_NULL" -> isNull(node.path("children").path(0)).not();
      case "COMPARE_BETWEEN" ->
          comparison(node.path("input"), Operation.GT_EQ, node.path("lower"))
              .and(comparison(node.path("input"), Operation.LT_EQ, node.path("upper")));
      case "COMPARE_IN" -> isAmong(children(node).toList());
      case "FUNCTION" -> like(node);
      case "COLUMN_REF" -> compared(column(node), Operation.EQ, SqlLiteral.TRUE);
      case "VALUE_CONSTANT" -> SqlLiteral.TRUE.compared(Operation.EQ, SqlLiteral.of(node));
      case String type when COMPARISONS.containsKey(type) ->
          comparison(node.path("left"), COMPARISONS.get(type), node.path("right"));
      default -> throw inexpressible(node);
    };
  }

  private Truth comparison(JsonNode left, Operation operation, JsonNode right) {
    if (isColumn(left)) {
      return compared(column(left), operation, SqlLiteral.of(right));
    }
    return isColumn(right)
        ? compared(column(right), operation.flipLR(), SqlLiteral.of(left))
        : SqlLiteral.of(left).compared(operation, SqlLiteral.of(right));
  }

  private static Truth compared(NestedField column, Operation operation, SqlLiteral literal) {
    if (literal.isNull()) {
      return Truth.NULL;
    }
    List<Object> value = List.of(literal.as(column.type()));
    return new Truth(rows(column, operation, value), rows(column, operation.negate(), value));
  }

  /** {@code x IN (1, NULL)} is true of 1 and else NULL, so its contrary is true of no row. */
  private Truth isAmong(List<JsonNode> operands) {
    JsonNode tested = operands.getFirst();
    List<JsonNode> list = operands.subList(1, operands.size());
    if (!isColumn(tested)) {
      return Truth.any(list.stream().map(each -> comparison(tested, Operation.EQ, each)).toList());
    }
    NestedField column = column(tested);
    List<Object> values =
        list.stream()
            .map(SqlLiteral::of)
            .filter(literal -> !literal.isNull())
            .map(literal -> literal.as(column.type()))
            .toList();
    if (values.isEmpty()) {
      return Truth.NULL;
    }
    return new Truth(
        rows(column, Operation.IN, values),
        values.size() < list.size()
            ? Expressions.alwaysFalse()
            : rows(column, Operation.NOT_IN, values));
  }

  /** Of LIKE only beginnings: the pattern's one wildcard is a percent sign at its end. */
  private Truth like(JsonNode call) {
    String name = call.path("function_name").asText();
    JsonNode text = call.path("arguments").path(0).path("expression");
    JsonNode pattern = call.path("arguments").path(1).path("expression");
    Matcher prefix = PREFIX.matcher(pattern.path("literal").path("text").asText());
    if (!isColumn(text) || !prefix.matches()) {
      throw inexpressible(call);
    }
    SqlLiteral beginning = new SqlLiteral("VARCHAR", prefix.group(1));
    return switch (name) {
      case "~~" -> compared(column(text), Operation.STARTS_WITH, beginning);
      case "!~~" -> compared(column(text), Operation.NOT_STARTS_WITH, beginning);
      default -> throw inexpressible(call);
    };
  }

  private Truth isNull(JsonNode tested) {
    String name = column(tested).name();
    return new Truth(Expressions.isNull(name), Expressions.notNull(name));
  }

  private static Expression rows(NestedField column, Operation operation, List<Object> values) {
    Expression rows = Expressions.predicate(operation, column.name(), values);
    return TRUE_OF_NULL.contains(operation)
        ? Expressions.and(Expressions.notNull(column.name()), rows)
        : rows;
  }

  /** The column DuckDB would take, to which A is a, but other letters' cases differ. */
  private NestedField column(JsonNode reference) {
    JsonNode names = reference.path("column_names");
    Pattern name =
        Pattern.compile(names.path(0).asText(), Pattern.LITERAL | Pattern.CASE_INSENSITIVE);
    List<NestedField> found =
        columns.stream().filter(column -> name.matcher(column.name()).matches()).toList();
    if (names.size() != 1 || found.size() != 1) {
      throw inexpressible(reference);
    }
    return found.getFirst();
  }

  private static boolean isColumn(JsonNode node) {
    return node.path("type").asText().equals("COLUMN_REF");
  }

  private static Stream<JsonNode> children(JsonNode node) {
    return StreamSupport.stream(node.path("children").spliterator(), false);
  }

  static TarnException inexpressible(JsonNode node) {
    String type = node.path("type").asText();
    return inexpressible(
        switch (type) {
          case "FUNCTION" -> "the function " + node.path("function_name").asText();
          case "COLUMN_REF" ->
              "the column "
                  + StreamSupport.stream(node.path("column_names").spliterator(), false)
                      .map(JsonNode::asText)
                      .collect(Collectors.joining("."));
          default -> type;
        },
        null);
  }

  static TarnException inexpressible(String what, Exception cause) {
    return new TarnException(
        ErrorKind.UNPROCESSABLE, "Iceberg has no expression for " + what + ".", HINT, cause);
  }
}
