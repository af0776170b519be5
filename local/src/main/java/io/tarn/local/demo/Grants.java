package io.tarn.local.demo;

import io.tarn.local.client.TarnClient;
import io.tarn.model.json.Json;

/** Rights to read, given and taken over HTTP. */
final class Grants {
  private Grants() {}

  static void give(TarnClient catalog, String securable, String principal) {
    String right =
        Json.MAPPER
            .createObjectNode()
            .put("securable", securable)
            .put("privilege", "SELECT")
            .put("principal", principal)
            .toString();
    Lake.patiently(() -> catalog.post("/api/v1/grants", "application/json", right));
  }

  static void take(TarnClient catalog, String securable, String principal) {
    String right =
        "/api/v1/grants?securable=%s&privilege=SELECT&principal=%s".formatted(securable, principal);
    Lake.patiently(() -> catalog.delete(right));
  }
}
