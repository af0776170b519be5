package io.tarn.ingest.api;

import io.tarn.ingest.messaging.RawProducer;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which headers of a request stay with its records: what describes the payload, CloudEvents'
 * attributes ({@code ce-}, kept as {@code ce_} as on Kafka) and the sender's own ({@code x-}).
 * Never those that prove who the sender is.
 */
final class PushedHeaders {
  private static final String CLOUD_EVENTS = "ce-";

  private PushedHeaders() {}

  static Map<String, String> kept(HttpHeaders headers) {
    Map<String, String> kept = new LinkedHashMap<>();
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.equals("content-type")) {
                kept.put(RawProducer.CONTENT_TYPE, values.getFirst());
              } else if (lower.equals("content-encoding") || lower.startsWith("x-")) {
                kept.put(lower, joined(values));
              } else if (lower.startsWith(CLOUD_EVENTS)) {
                kept.put("ce_" + lower.substring(CLOUD_EVENTS.length()), joined(values));
              }
            });
    return kept;
  }

  private static String joined(List<String> values) {
    return String.join(", ", values);
  }
}
