package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bronze holds every acknowledged event once, byte for byte, and nothing else but attempts whose
 * outcome nobody was told.
 */
final class BronzeCheck {
  private final Lake lake;
  private final List<OrderEvent> sent;
  private final PushLog log;
  private final List<OrderEvent> arrived = new ArrayList<>();

  BronzeCheck(Lake lake, List<OrderEvent> sent, PushLog log) {
    this.lake = lake;
    this.sent = sent;
    this.log = log;
  }

  /** The events in bronze as they were found, repeats included; what the truth is about. */
  List<OrderEvent> arrived() {
    return List.copyOf(arrived);
  }

  void look(Stage stage) {
    Map<String, OrderEvent> byPosition = new HashMap<>();
    log.acknowledgments().forEach(one -> byPosition.put(one.position(), sent.get(one.event())));
    Map<String, OrderEvent> mayRepeat = new HashMap<>();
    Map<String, Integer> repeatsLeft = new HashMap<>();
    log.uncertain()
        .forEach(
            (event, times) -> {
              mayRepeat.put(md5(sent.get(event).body()), sent.get(event));
              repeatsLeft.merge(md5(sent.get(event).body()), times, Integer::sum);
            });

    List<JsonNode> rows =
        lake.all(
            Lake.ENGINEER,
            "SELECT source_partition, source_offset, coalesce(md5(payload), md5(payload_bytes))"
                + " FROM retail.bronze.orders",
            "source_partition, source_offset");
    Set<String> seen = new HashSet<>();
    int repeats = 0;
    int changed = 0;
    int unknown = 0;
    int twice = 0;
    for (JsonNode row : rows) {
      String position = row.get(0).asText() + ":" + row.get(1).asText();
      String content = row.get(2).asText();
      OrderEvent acknowledged = byPosition.get(position);
      if (!seen.add(position)) {
        twice++;
      } else if (acknowledged != null) {
        arrived.add(acknowledged);
        changed += md5(acknowledged.body()).equals(content) ? 0 : 1;
      } else if (repeatsLeft.merge(content, -1, Integer::sum) >= 0) {
        arrived.add(mayRepeat.get(content));
        repeats++;
      } else {
        unknown++;
      }
    }
    stage.figure("rows", rows.size());
    stage.expect("acknowledged", sent.size(), byPosition.size());
    stage.expect(
        "missing", 0, byPosition.keySet().stream().filter(each -> !seen.contains(each)).count());
    stage.expect("twice", 0, twice);
    stage.expect("changed on the way", 0, changed);
    stage.expect("from nowhere", 0, unknown);
    stage.figure("repeats after an unknown outcome", repeats);
    JsonNode zipCodes =
        lake.row(
            Lake.ENGINEER, "SELECT count(*), count(DISTINCT payload) FROM retail.bronze.zipcodes");
    stage.expect("zip codes", RetailStory.ZIP_CODES, zipCodes.get(0).asLong());
    stage.expect("distinct zip codes", RetailStory.ZIP_CODES, zipCodes.get(1).asLong());
  }

  private static String md5(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
