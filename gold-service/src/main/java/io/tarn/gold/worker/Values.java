package io.tarn.gold.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import org.duckdb.DuckDBArray;
import org.duckdb.DuckDBStruct;

/**
 * Values of DuckDB as JSON: what JSON's numbers cannot hold exactly is text (decimals, integers
 * beyond 2^53, infinity), times are ISO 8601, bytes are Base64.
 */
final class Values {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int EXACT_BITS = 53;

  private Values() {}

  static void write(JsonGenerator out, Object value) throws IOException, SQLException {
    switch (value) {
      case null -> out.writeNull();
      case Boolean truth -> out.writeBoolean(truth);
      case Byte small -> out.writeNumber(small);
      case Short small -> out.writeNumber(small);
      case Integer whole -> out.writeNumber(whole);
      case Long whole -> integer(out, BigInteger.valueOf(whole));
      case BigInteger whole -> integer(out, whole);
      case Float real when Float.isFinite(real) -> out.writeNumber(real);
      case Double real when Double.isFinite(real) -> out.writeNumber(real);
      case DuckDBArray list -> list(out, (Object[]) list.getArray());
      case DuckDBStruct struct -> fields(out, struct.getMap());
      case Map<?, ?> map -> fields(out, map);
      default -> out.writeString(text(value));
    }
  }

  /** The value as text, as a field of CSV holds it. */
  static String text(Object value) throws IOException, SQLException {
    return switch (value) {
      case BigDecimal decimal -> decimal.toPlainString();
      case OffsetDateTime instant -> instant.toInstant().toString();
      case LocalDateTime time -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
      case Timestamp time -> text(time.toLocalDateTime());
      case Blob bytes ->
          Base64.getEncoder().encodeToString(bytes.getBytes(1, (int) bytes.length()));
      case DuckDBArray list -> nested(list);
      case DuckDBStruct struct -> nested(struct);
      case Map<?, ?> map -> nested(map);
      default -> value.toString();
    };
  }

  private static void integer(JsonGenerator out, BigInteger whole) throws IOException {
    if (whole.bitLength() <= EXACT_BITS) {
      out.writeNumber(whole);
    } else {
      out.writeString(whole.toString());
    }
  }

  private static void list(JsonGenerator out, Object[] values) throws IOException, SQLException {
    out.writeStartArray();
    for (Object value : values) {
      write(out, value);
    }
    out.writeEndArray();
  }

  private static void fields(JsonGenerator out, Map<?, ?> fields) throws IOException, SQLException {
    out.writeStartObject();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      out.writeFieldName(text(field.getKey()));
      write(out, field.getValue());
    }
    out.writeEndObject();
  }

  private static String nested(Object value) throws IOException, SQLException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(out, value);
    }
    return text.toString();
  }
}
