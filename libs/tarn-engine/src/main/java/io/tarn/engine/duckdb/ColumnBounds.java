package io.tarn.engine.duckdb;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.BinaryUtil;
import org.apache.iceberg.util.UnicodeUtil;

/**
 * Smallest and largest value of a column as Iceberg keeps them (spec, appendix D), from the text
 * DuckDB writes. Long texts and binaries are cut to 16 characters or bytes, the upper one rounded
 * up, which is Iceberg's default.
 */
final class ColumnBounds {
  private static final int LENGTH = 16;
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "+00")
          .optionalEnd()
          .toFormatter();

  private ColumnBounds() {}

  /** Empty when there is none that would be safe, as for infinite dates: bounds are optional. */
  static Optional<ByteBuffer> lower(Type type, String text) {
    return value(type, text)
        .map(
            value ->
                switch (value) {
                  case CharSequence s -> UnicodeUtil.truncateString(s, LENGTH);
                  case ByteBuffer b -> BinaryUtil.truncateBinary(b, LENGTH);
                  case Double d when d == 0 -> -0.0d;
                  case Float f when f == 0 -> -0.0f;
                  default -> value;
                })
        .map(value -> Conversions.toByteBuffer(type, value));
  }

  /** As {@link #lower}; also empty when a long text cannot be rounded up. */
  static Optional<ByteBuffer> upper(Type type, String text) {
    return value(type, text)
        .flatMap(
            value ->
                switch (value) {
                  case CharSequence s ->
                      Optional.ofNullable(UnicodeUtil.truncateStringMax(Literal.of(s), LENGTH))
                          .<Object>map(Literal::value);
                  case ByteBuffer b ->
                      Optional.ofNullable(BinaryUtil.truncateBinaryMax(Literal.of(b), LENGTH))
                          .<Object>map(Literal::value);
                  case Double d when d == 0 -> Optional.of(0.0d);
                  case Float f when f == 0 -> Optional.of(0.0f);
                  default -> Optional.of(value);
                })
        .map(value -> Conversions.toByteBuffer(type, value));
  }

  private static Optional<Object> value(Type type, String text) {
    try {
      return Optional.ofNullable(parse(type, text));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Object parse(Type type, String text) {
    return switch (type.typeId()) {
      case BOOLEAN -> text.equals("1") || text.equals("true");
      case INTEGER -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case FLOAT -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DATE -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
      case TIMESTAMP -> micros(((Types.TimestampType) type).shouldAdjustToUTC(), text);
      case STRING -> text;
      case UUID -> java.util.UUID.fromString(text);
      case BINARY -> ByteBuffer.wrap(HexFormat.of().parseHex(text));
      case DECIMAL -> new BigDecimal(text).setScale(((Types.DecimalType) type).scale());
      case FIXED, TIME, TIMESTAMP_NANO, STRUCT, LIST, MAP, VARIANT, GEOMETRY, GEOGRAPHY, UNKNOWN ->
          null;
    };
  }

  private static long micros(boolean zoned, String text) {
    OffsetDateTime time =
        zoned
            ? OffsetDateTime.parse(text, TIMESTAMP)
            : LocalDateTime.parse(text, TIMESTAMP).atOffset(ZoneOffset.UTC);
    return ChronoUnit.MICROS.between(OffsetDateTime.parse("1970-01-01T00:00:00Z"), time);
  }
}
