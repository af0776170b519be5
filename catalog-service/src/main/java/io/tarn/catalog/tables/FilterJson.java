package io.tarn.catalog.tables;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.apache.iceberg.SingleValueParser;
import org.apache.iceberg.expressions.And;
import org.apache.iceberg.expressions.BoundLiteralPredicate;
import org.apache.iceberg.expressions.BoundPredicate;
import org.apache.iceberg.expressions.BoundSetPredicate;
import org.apache.iceberg.expressions.BoundUnaryPredicate;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Or;

/**
 * Bound expressions as Iceberg's REST specification writes them, with columns by their ids.
 * Iceberg's own ExpressionParser writes names, in the form that the specification calls deprecated.
 */
final class FilterJson {
  private FilterJson() {}

  static void write(Expression expression, JsonGenerator json) throws IOException {
    if (expression.op() == Expression.Operation.TRUE
        || expression.op() == Expression.Operation.FALSE) {
      json.writeBoolean(expression.op() == Expression.Operation.TRUE);
      return;
    }
    json.writeStartObject();
    json.writeStringField("type", name(expression.op()));
    switch (expression) {
      case And and -> writePair(and.left(), and.right(), json);
      case Or or -> writePair(or.left(), or.right(), json);
      case BoundUnaryPredicate<?> test -> writeColumn("child", test, json);
      case BoundLiteralPredicate<?> comparison -> {
        writeColumn("left", comparison, json);
        json.writeObjectFieldStart("right");
        json.writeStringField("type", "literal");
        json.writeFieldName("value");
        writeValue(comparison, comparison.literal().value(), json);
        json.writeEndObject();
      }
      case BoundSetPredicate<?> membership -> {
        writeColumn("child", membership, json);
        json.writeArrayFieldStart("values");
        for (Object value : membership.literalSet()) {
          writeValue(membership, value, json);
        }
        json.writeEndArray();
      }
      default -> throw new IllegalArgumentException("no row filter has " + expression.op());
    }
    json.writeEndObject();
  }

  private static void writePair(Expression left, Expression right, JsonGenerator json)
      throws IOException {
    json.writeFieldName("left");
    write(left, json);
    json.writeFieldName("right");
    write(right, json);
  }

  private static void writeColumn(String field, BoundPredicate<?> of, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("type", "reference");
    json.writeNumberField("id", of.ref().fieldId());
    json.writeEndObject();
  }

  private static void writeValue(BoundPredicate<?> of, Object value, JsonGenerator json)
      throws IOException {
    SingleValueParser.toJson(of.ref().type(), value, json);
  }

  private static String name(Expression.Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
