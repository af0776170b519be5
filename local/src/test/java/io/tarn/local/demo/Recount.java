package io.tarn.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the bytes of events as the example's manifests say, knowing nothing of their maker. */
record Recount(Map<Integer, Row> rows, Map<String, Long> quarantine, long duplicates) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  record Row(
      Instant placedAt,
      LocalDate day,
      String orderId,
      String productId,
      String customer,
      String zipCode,
      BigDecimal sales,
      BigDecimal quantity,
      BigDecimal discount,
      BigDecimal profit) {}

  static Recount of(List<byte[]> bodies) {
    Map<Integer, Row> rows = new TreeMap<>();
    Map<String, Long> quarantine = new TreeMap<>();
    long good = 0;
    for (byte[] body : bodies) {
      Optional<JsonNode> event = object(body);
      Optional<String> broken = event.map(Recount::broken).orElse(Optional.of("parse"));
      if (broken.isPresent()) {
        quarantine.merge(broken.get(), 1L, Long::sum);
        continue;
      }
      good++;
      rows.merge(
          event.get().get("row_id").intValue(),
          row(event.get()),
          (a, b) -> a.placedAt().isAfter(b.placedAt()) ? b : a);
    }
    long duplicates = good - rows.size();
    Set<List<Object>> seen = new HashSet<>();
    int before = rows.size();
    rows.values()
        .removeIf(
            row ->
                !seen.add(
                    List.of(
                        row.orderId(),
                        row.productId(),
                        row.sales().stripTrailingZeros(),
                        row.quantity(),
                        row.discount().stripTrailingZeros(),
                        row.profit().stripTrailingZeros())));
    quarantine.put("a line is sent once", (long) before - rows.size());
    return new Recount(rows, quarantine, duplicates);
  }

  private static Optional<JsonNode> object(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
    } catch (CharacterCodingException | JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> broken(JsonNode event) {
    if (!event.path("row_id").isInt()) {
      return Optional.of("a line is numbered");
    }
    if (day(event) == null) {
      return Optional.of("the day is known");
    }
    BigDecimal sales = money(event.path("sales"));
    if (sales == null || sales.signum() < 0) {
      return Optional.of("the price is not negative");
    }
    return zipCode(event).matches("[0-9]{5}")
        ? Optional.empty()
        : Optional.of("the place is known");
  }

  private static Row row(JsonNode event) {
    BigDecimal discount = money(event.path("discount"));
    return new Row(
        OffsetDateTime.parse(event.get("placed_at").asText()).toInstant(),
        day(event),
        event.get("order_id").asText(),
        event.get("product_id").asText(),
        event.get("customer_name").asText(),
        zipCode(event),
        money(event.get("sales")),
        event.get("quantity").decimalValue(),
        discount == null ? BigDecimal.ZERO : discount,
        money(event.get("profit")));
  }

  private static LocalDate day(JsonNode event) {
    try {
      return LocalDate.parse(event.path("order_date").asText());
    } catch (DateTimeException noDay) {
      return null;
    }
  }

  private static String zipCode(JsonNode event) {
    String code = event.path("postal_code").asText();
    return code.isEmpty() ? "" : "0".repeat(Math.max(0, 5 - code.length())) + code;
  }

  private static BigDecimal money(JsonNode value) {
    try {
      return new BigDecimal(value.asText().replace("$", "").replace(",", ""));
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
