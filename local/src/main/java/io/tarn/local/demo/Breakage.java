package io.tarn.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** The ways an event is broken. Each breaks exactly one rule. */
enum Breakage {
  TRUNCATED("parse") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      String text = event.toString();
      return utf8(text.substring(0, 1 + random.nextInt(text.length() - 2)));
    }
  },
  NOT_JSON("parse") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8("<order id=\"%s\"/>".formatted(event.path("order_id").asText()));
    }
  },
  NOT_AN_OBJECT("parse") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8(Json.MAPPER.createArrayNode().add(event).toString());
    }
  },
  NOT_UTF_8("parse") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      String mark = "\u0001";
      String[] parts = event.put("customer_name", mark).toString().split("\\\\u0001", 2);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(utf8(parts[0]));
      bytes.writeBytes("Ren\u00e9e".getBytes(StandardCharsets.ISO_8859_1));
      bytes.writeBytes(utf8(parts[1]));
      return bytes.toByteArray();
    }
  },
  NO_ROW_ID("a line is numbered") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      event.remove("row_id");
      return utf8(event.toString());
    }
  },
  ROW_ID_IN_WORDS("a line is numbered") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8(event.put("row_id", "seven").toString());
    }
  },
  NO_SUCH_DAY("the day is known") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8(event.put("order_date", "2016-13-45").toString());
    }
  },
  NULL_DAY("the day is known") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8(event.putNull("order_date").toString());
    }
  },
  NEGATIVE_PRICE("the price is not negative") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8(event.put("sales", -1 - random.nextInt(500)).toString());
    }
  },
  PRICE_IN_WORDS("the price is not negative") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8(event.put("sales", "N/A").toString());
    }
  },
  NO_PRICE("the price is not negative") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      event.remove("sales");
      return utf8(event.toString());
    }
  },
  NO_POSTAL_CODE("the place is known") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      event.remove("postal_code");
      return utf8(event.toString());
    }
  },
  POSTAL_CODE_IN_WORDS("the place is known") {
    @Override
    byte[] apply(ObjectNode event, RandomGenerator random) {
      return utf8(event.put("postal_code", "unknown").toString());
    }
  };

  private final String rule;

  Breakage(String rule) {
    this.rule = rule;
  }

  /** The expectation of {@code retail.silver.orders} that is broken. */
  String rule() {
    return rule;
  }

  /** The bytes of the broken event. */
  abstract byte[] apply(ObjectNode event, RandomGenerator random);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
