package io.tarn.engine.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1299|1299.0000",
        "$1,299.00|1299.0000",
        "-5.20|-5.2000",
        "-$5.20|-5.2000",
        "$-5.20|-5.2000",
        "0|0.0000",
        "-0.0000|0.0000",
        "+7|7.0000",
        "' 12.3400000 '|12.3400",
        "1.299e3|1299.0000",
        "99999999999999.9999|99999999999999.9999",
        "-99999999999999.9999|-99999999999999.9999",
        "1,234,567.8912|1234567.8912",
        "0.1|0.1000",
        "90071992547409.93|90071992547409.9300",
        "0e400|0.0000"
      })
  void moneyIsExact(String text, String value) {
    assertThat(Readings.money(text)).isEqualTo(new BigDecimal(value));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "abc",
        "$",
        "-",
        "1,29.00",
        "12,99",
        ",1",
        "1,2345",
        "1.2.3",
        "1.23456",
        "100000000000000",
        "1e14",
        "1e999",
        "NaN",
        "Infinity",
        "$1e3",
        "--5",
        "-$-5",
        "5-",
        "0x10",
        "١٢",
        "1 000",
        "€5",
        "$ 5",
        "1_000",
        "1e99999",
        "null"
      })
  void whatIsNoMoneyOrDoesNotFitIsNull(String text) {
    assertThat(Readings.money(text)).isNull();
  }

  @Test
  void aHugeTextCostsNothing() {
    assertThat(Readings.money("9".repeat(10_000_000))).isNull();
    assertThat(Readings.whole("1e9999")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-25T01:02:03Z, 2026-11-25T01:02:03Z",
    "2026-11-25T01:02:03.123456789+05:30, 2026-11-24T19:32:03.123456Z",
    "2026-11-25T01:02:03-0800, 2026-11-25T09:02:03Z",
    "2026-11-25 01:02+01, 2026-11-25T00:02:00Z",
    "2026-11-25T01:02:03, 2026-11-25T01:02:03Z",
    "2026-11-25, 2026-11-25T00:00:00Z",
    "2024-02-29T23:59:59.9Z, 2024-02-29T23:59:59.9Z"
  })
  void instantsAreIso(String text, OffsetDateTime value) {
    assertThat(Readings.instant(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "2026-02-29",
        "2026-13-01",
        "2026-1-1",
        "11/25/2026",
        "2026-11-25T25:00:00Z",
        "2026-11-25T01:02:60Z",
        "2026-11-25T01:02:03+19:00",
        "20261125",
        "now",
        "infinity",
        "1764032523",
        "2026-11-25T01",
        "2026-11-25Z"
      })
  void whatIsNoInstantIsNull(String text) {
    assertThat(Readings.instant(text)).isNull();
  }

  @Test
  void aDayIsReadAsWritten() {
    assertThat(Readings.day("2026-11-25")).isEqualTo(LocalDate.of(2026, 11, 25));
    assertThat(Readings.day("2026-11-25T23:00:00-08:00")).isEqualTo(LocalDate.of(2026, 11, 25));
    assertThat(Readings.day("2023-02-29")).isNull();
    assertThat(Readings.day("25.11.2026")).isNull();
  }

  @Test
  void wholeNumbersAreExact() {
    assertThat(Readings.whole("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Readings.whole("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(Readings.whole("9007199254740993")).isEqualTo(9007199254740993L);
    assertThat(Readings.whole("5.0")).isEqualTo(5);
    assertThat(Readings.whole("1e3")).isEqualTo(1000);
    assertThat(Readings.whole("0e99")).isEqualTo(0);
    assertThat(Readings.whole("9223372036854775808")).isNull();
    assertThat(Readings.whole("5.5")).isNull();
    assertThat(Readings.whole("1,000")).isNull();
  }

  @Test
  void numbersAreFinite() {
    assertThat(Readings.number("0.1")).isEqualTo(0.1);
    assertThat(Readings.number("-1e-300")).isEqualTo(-1e-300);
    assertThat(Readings.number(".5")).isEqualTo(0.5);
    assertThat(Readings.number("1e400")).isNull();
    assertThat(Readings.number("NaN")).isNull();
    assertThat(Readings.number("0x1p3")).isNull();
    assertThat(Readings.number("1d")).isNull();
  }
}
