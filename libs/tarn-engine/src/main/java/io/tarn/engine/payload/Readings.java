package io.tarn.engine.payload;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions every step has for reading text: exact, or null. Blanks around the text do not
 * count.
 */
public final class Readings {
  /** Fraction digits of {@link #money}. */
  public static final int MONEY_SCALE = 4;

  /** Digits of {@link #money}, fraction included. */
  public static final int MONEY_PRECISION = 18;

  private static final int LONGEST = 64;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?");
  private static final Pattern PRICE =
      Pattern.compile("([+-]?)\\$?([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\\.[0-9]+)?");
  private static final Pattern DAY = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final Pattern MOMENT =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
              + " ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");

  private Readings() {}

  /**
   * An amount of money such as {@code 1299}, {@code $1,299.00} or {@code -5.20}; null as well when
   * it has more digits than {@code DECIMAL(18,4)} can hold, since money is never rounded.
   */
  public static BigDecimal money(String text) {
    String stripped = strip(text);
    if (stripped == null) {
      return null;
    }
    Matcher price = PRICE.matcher(stripped);
    if (!price.matches()) {
      return exact(decimal(stripped));
    }
    if (!price.group(1).isEmpty() && !price.group(2).isEmpty()) {
      return null;
    }
    String fraction = price.group(4) == null ? "" : price.group(4);
    return exact(
        new BigDecimal(
            price.group(1) + price.group(2) + price.group(3).replace(",", "") + fraction));
  }

  private static BigDecimal exact(BigDecimal value) {
    if (value == null || value.signum() == 0) {
      return value == null ? null : BigDecimal.ZERO.setScale(MONEY_SCALE);
    }
    BigDecimal least = value.stripTrailingZeros();
    boolean fits =
        least.scale() <= MONEY_SCALE
            && (long) least.precision() - least.scale() <= MONEY_PRECISION - MONEY_SCALE;
    return fits ? least.setScale(MONEY_SCALE) : null;
  }

  /** A whole number between -2^63 and 2^63 - 1; {@code 5.0} and {@code 1e3} are whole. */
  public static Long whole(String text) {
    BigDecimal value = decimal(strip(text));
    if (value == null) {
      return null;
    }
    BigDecimal least = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (least.scale() > 0 || (long) least.precision() - least.scale() > 19) {
      return null;
    }
    try {
      return least.longValueExact();
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }

  /** A finite number, rounded to the nearest double. */
  public static Double number(String text) {
    String stripped = strip(text);
    if (stripped == null || !NUMBER.matcher(stripped).matches()) {
      return null;
    }
    double value = Double.parseDouble(stripped);
    return Double.isFinite(value) ? value : null;
  }

  /** A date, {@code 2026-11-25}; of an ISO 8601 time the date as written. */
  public static LocalDate day(String text) {
    String stripped = strip(text);
    if (stripped == null) {
      return null;
    }
    Matcher day = DAY.matcher(stripped);
    if (day.matches()) {
      return date(day);
    }
    return instant(stripped) == null ? null : date(MOMENT.matcher(stripped));
  }

  /** An ISO 8601 time to the microsecond (further digits are cut); without an offset it is UTC. */
  public static OffsetDateTime instant(String text) {
    String stripped = strip(text);
    Matcher moment = stripped == null ? null : MOMENT.matcher(stripped);
    if (moment == null || !moment.matches()) {
      return null;
    }
    LocalDate date = date(moment);
    if (date == null) {
      return null;
    }
    try {
      OffsetDateTime at = OffsetDateTime.of(date, time(moment), offset(moment.group(8)));
      return at.withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException outOfRange) {
      return null;
    }
  }

  private static LocalDate date(Matcher found) {
    try {
      return found.matches()
          ? LocalDate.of(number(found, 1), number(found, 2), number(found, 3))
          : null;
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static LocalTime time(Matcher moment) {
    String fraction = moment.group(7) == null ? "" : moment.group(7);
    int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
    return LocalTime.of(number(moment, 4), number(moment, 5), number(moment, 6), micros * 1000);
  }

  private static ZoneOffset offset(String text) {
    return text == null || text.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneOffset.of(text);
  }

  private static int number(Matcher found, int group) {
    return found.group(group) == null ? 0 : Integer.parseInt(found.group(group));
  }

  private static BigDecimal decimal(String stripped) {
    return stripped != null && NUMBER.matcher(stripped).matches() ? new BigDecimal(stripped) : null;
  }

  private static String strip(String text) {
    String stripped = text == null ? "" : text.strip();
    return stripped.isEmpty() || stripped.length() > LONGEST ? null : stripped;
  }
}
