package io.tarn.engine.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.model.error.TarnException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.expressions.Expression.Operation;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * A literal of DuckDB's SQL.
 *
 * @param kind as DuckDB's tree calls it, or the type a text is cast to, as {@code DATE}
 */
record SqlLiteral(String kind, String text) {
  static final SqlLiteral TRUE = new SqlLiteral("BOOLEAN", "true");
  private static final String NULL = "NULL_LITERAL";
  private static final Map<String, Type> PLAIN =
      Map.of(
          "STRING", Types.StringType.get(),
          "BOOLEAN", Types.BooleanType.get(),
          "INTEGER", Types.LongType.get());
  private static final int EXACT = 38;
  private static final Set<String> NUMBERS = Set.of("INTEGER", "NUMERIC");
  private static final Set<String> TEXTS = Set.of("STRING", "VARCHAR");
  private static final Set<String> DATES = Set.of("STRING", "DATE");
  private static final Set<String> TIMES = Set.of("STRING", "DATE", "TIMESTAMP");
  private static final Set<String> INSTANTS = Set.of("STRING", "TIMESTAMPTZ");

  /**
   * Reads a constant, or the cast of a text.
   *
   * @throws TarnException UNPROCESSABLE when it is anything else
   */
  static SqlLiteral of(JsonNode node) {
    JsonNode literal = node.path("literal");
    if (literal.isObject()) {
      return new SqlLiteral(literal.path("kind").asText(), literal.path("text").asText());
    }
    JsonNode type = node.path("type_expr");
    JsonNode text = node.path("child").path("literal");
    if (node.path("type").asText().equals("OPERATOR_CAST")
        && !node.path("try_cast").asBoolean()
        && type.path("children").isEmpty()
        && text.path("kind").asText().equals("STRING")) {
      return new SqlLiteral(
          type.path("type_name").asText().toUpperCase(Locale.ROOT), text.path("text").asText());
    }
    throw RowCondition.inexpressible(node);
  }

  boolean isNull() {
    return kind.equals(NULL);
  }

  /**
   * This and another literal compared, where both are written alike.
   *
   * @throws TarnException UNPROCESSABLE for other comparisons than {@code =} and {@code <>}
   */
  Truth compared(Operation operation, SqlLiteral other) {
    if (isNull() || other.isNull()) {
      return Truth.NULL;
    }
    Type type = PLAIN.get(kind);
    if (type == null || !kind.equals(other.kind)) {
      throw RowCondition.inexpressible(
          "the comparison of '%s' with '%s'".formatted(text, other.text), null);
    }
    Truth equal = as(type).equals(other.as(type)) ? Truth.TRUE : Truth.TRUE.not();
    return switch (operation) {
      case EQ -> equal;
      case NOT_EQ -> equal.not();
      default -> throw RowCondition.inexpressible("the order of literals", null);
    };
  }

  /**
   * The value a column of the type is compared with, in a class of which Iceberg makes literals.
   * Nothing is rounded. Floating point numbers are left out: engines do not agree on how NaN and -0
   * compare.
   *
   * @throws TarnException UNPROCESSABLE when the type has no such value
   */
  Object as(Type type) {
    try {
      return switch (type.typeId()) {
        case BOOLEAN -> Boolean.valueOf(requireOneOf(Set.of(TRUE.kind)).text);
        case INTEGER -> number().intValueExact();
        case LONG -> number().longValueExact();
        case DECIMAL -> decimal((Types.DecimalType) type);
        case STRING -> requireOneOf(TEXTS).text;
        case DATE -> LocalDate.parse(requireOneOf(DATES).moment()).toString();
        case TIMESTAMP ->
            ((Types.TimestampType) type).shouldAdjustToUTC()
                ? requireOneOf(INSTANTS).instant().toString()
                : requireOneOf(TIMES).time().toString();
        default -> throw new IllegalArgumentException("no literal is compared with " + type);
      };
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException unfit) {
      throw RowCondition.inexpressible(
          "the comparison of a column of type %s with '%s'".formatted(type, text), unfit);
    }
  }

  private SqlLiteral requireOneOf(Set<String> kinds) {
    if (!kinds.contains(kind)) {
      throw new IllegalArgumentException("it is written as " + kind);
    }
    return this;
  }

  /** With an exponent, or more digits, DuckDB takes it for a floating point number. */
  private BigDecimal number() {
    if (!requireOneOf(NUMBERS).text.matches("-?[0-9]*\\.?[0-9]+") || text.length() > EXACT) {
      throw new IllegalArgumentException("it is no exact number");
    }
    return new BigDecimal(text);
  }

  private BigDecimal decimal(Types.DecimalType type) {
    BigDecimal exact = number().setScale(type.scale());
    if (exact.precision() > type.precision()) {
      throw new IllegalArgumentException("it is too large");
    }
    return exact;
  }

  /** Without an offset it is UTC, as DuckDB's time zone is. */
  private OffsetDateTime instant() {
    return text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
        ? micros(OffsetDateTime.parse(moment()))
        : time().atOffset(ZoneOffset.UTC);
  }

  private LocalDateTime time() {
    return kind.equals("DATE") || text.length() == "2026-01-31".length()
        ? LocalDate.parse(moment()).atStartOfDay()
        : micros(LocalDateTime.parse(moment()));
  }

  /** As Java reads it. A year has four digits: of signs and longer ones DuckDB thinks otherwise. */
  private String moment() {
    if (!text.matches("[0-9]{4}-.*")) {
      throw new IllegalArgumentException("it is no date");
    }
    return text.replace(' ', 'T');
  }

  private static <T extends Temporal> T micros(T time) {
    if (time.get(ChronoField.NANO_OF_SECOND) % 1000 != 0) {
      throw new IllegalArgumentException("it is more precise than a microsecond");
    }
    return time;
  }
}
