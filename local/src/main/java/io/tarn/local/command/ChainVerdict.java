package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.client.TarnClient;
import java.util.Optional;

/**
 * Whether the chain of audit events holds, as catalog-service found it.
 *
 * @param events how many there are
 * @param broken what is wrong with the first that does not fit; empty when all do
 */
record ChainVerdict(long events, Optional<String> broken) {
  /** Has catalog-service walk the chain. */
  static ChainVerdict ask(TarnClient catalog) {
    JsonNode found = catalog.get("/api/v1/audit/verification");
    JsonNode first = found.path("firstBroken");
    return new ChainVerdict(
        found.path("events").asLong(),
        found.path("intact").asBoolean() ? Optional.empty() : Optional.of(named(first)));
  }

  boolean intact() {
    return broken.isEmpty();
  }

  /** For a person. */
  String text() {
    return broken
        .map(
            first ->
                "The audit chain is BROKEN: %s%n%,d events are in system.audit.events."
                    .formatted(first, events))
        .orElseGet(
            () ->
                "The audit chain is whole: %,d events, none changed, missing or reordered."
                    .formatted(events));
  }

  private static String named(JsonNode first) {
    return "event %d%s is %s: %s."
        .formatted(
            first.path("position").asLong(),
            first.hasNonNull("eventId") ? " (" + first.get("eventId").asText() + ")" : "",
            first.path("kind").asText("not what it should be"),
            first.path("detail").asText("no detail"));
  }
}
