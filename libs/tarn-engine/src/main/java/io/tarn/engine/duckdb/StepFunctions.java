package io.tarn.engine.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.engine.payload.CsvPayload;
import io.tarn.engine.payload.JsonPayload;
import io.tarn.engine.payload.PayloadFormat;
import io.tarn.engine.payload.Readings;
import io.tarn.engine.payload.UnreadablePayloadException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/** Tarn's SQL functions, in Java because DuckDB's own JSON and casts go through double. */
final class StepFunctions {
  private static final JsonMapper JSON = new JsonMapper();

  private StepFunctions() {}

  static void register(DuckDb db) throws SQLException {
    reading(db, "money", DuckDBLogicalType.decimal(18, 4), Readings::money, Vectors::decimal);
    reading(
        db,
        "instant",
        type(DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE),
        Readings::instant,
        Vectors::instant);
    reading(db, "day_of", type(DuckDBColumnType.DATE), Readings::day, Vectors::date);
    reading(db, "whole", type(DuckDBColumnType.BIGINT), Readings::whole, Vectors::whole);
    reading(db, "number", type(DuckDBColumnType.DOUBLE), Readings::number, Vectors::number);
    scalar(db, "tarn_json", 2, type(DuckDBColumnType.VARCHAR), parsing(JsonPayload::new));
    scalar(db, "tarn_csv", 3, type(DuckDBColumnType.VARCHAR), parsing(CsvPayload::new));
    db.execute(
        """
        CREATE MACRO money(x) AS tarn_money(CAST(x AS VARCHAR));
        CREATE MACRO instant(x) AS tarn_instant(CAST(x AS VARCHAR));
        CREATE MACRO whole(x) AS tarn_whole(CAST(x AS VARCHAR));
        CREATE MACRO number(x) AS tarn_number(CAST(x AS VARCHAR));
        CREATE MACRO day(x VARCHAR) AS tarn_day_of(x), (x) AS system.main.day(x)
        """);
  }

  private static DuckDBLogicalType type(DuckDBColumnType type) throws SQLException {
    return DuckDBLogicalType.of(type);
  }

  private static <T> void reading(
      DuckDb db, String name, DuckDBLogicalType type, Function<String, T> read, Setter<T> setter)
      throws SQLException {
    scalar(
        db,
        "tarn_" + name,
        1,
        type,
        (rows, results) -> {
          DuckDBReadableVector texts = rows.vector(0);
          for (long i = 0; i < rows.rowCount(); i++) {
            T value = texts.isNull(i) ? null : read.apply(texts.getString(i));
            if (value == null) {
              results.setNull(i);
            } else {
              setter.set(results, i, value);
            }
          }
        });
  }

  /** Arguments: payload, field names as a JSON array, header. */
  private static DuckDBScalarFunction parsing(Function<List<String>, PayloadFormat> format) {
    return (rows, results) -> {
      if (rows.rowCount() == 0) {
        return;
      }
      String[] fields = JSON.readValue(rows.vector(1).getString(0), String[].class);
      PayloadFormat reader = format.apply(List.of(fields));
      for (long i = 0; i < rows.rowCount(); i++) {
        String payload = text(rows, 0, i);
        String header = rows.columnCount() > 2 ? text(rows, 2, i) : null;
        results.setString(i, parsed(reader, payload, header));
      }
    };
  }

  private static String text(DuckDBDataChunkReader rows, int column, long row) {
    DuckDBReadableVector vector = rows.vector(column);
    return vector.isNull(row) ? null : vector.getString(row);
  }

  /** A JSON array: the reason why it cannot be read, or null, and then the fields. */
  private static String parsed(PayloadFormat reader, String payload, String header)
      throws JsonProcessingException {
    if (payload == null) {
      return "[\"is not UTF-8 text\"]";
    }
    try {
      String[] values = reader.read(payload, header);
      String[] answer = new String[values.length + 1];
      System.arraycopy(values, 0, answer, 1, values.length);
      return JSON.writeValueAsString(answer);
    } catch (UnreadablePayloadException unreadable) {
      return JSON.writeValueAsString(new String[] {unreadable.getMessage()});
    }
  }

  private static void scalar(
      DuckDb db, String name, int texts, DuckDBLogicalType result, DuckDBScalarFunction function)
      throws SQLException {
    try (result;
        var builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(name);
      for (int i = 0; i < texts; i++) {
        builder.withParameter(String.class);
      }
      builder.withReturnType(result).withVectorizedFunction(function).register(db.connection());
    }
  }

  private interface Setter<T> {
    void set(DuckDBWritableVector vector, long row, T value);
  }

  /** Names for the overloaded setters. */
  private static final class Vectors {
    private Vectors() {}

    static void decimal(DuckDBWritableVector vector, long row, java.math.BigDecimal value) {
      vector.setBigDecimal(row, value);
    }

    static void instant(DuckDBWritableVector vector, long row, java.time.OffsetDateTime value) {
      vector.setOffsetDateTime(row, value);
    }

    static void date(DuckDBWritableVector vector, long row, java.time.LocalDate value) {
      vector.setDate(row, value);
    }

    static void whole(DuckDBWritableVector vector, long row, Long value) {
      vector.setLong(row, value);
    }

    static void number(DuckDBWritableVector vector, long row, Double value) {
      vector.setDouble(row, value);
    }
  }
}
