package io.tarn.local.demo;

import io.tarn.local.client.TarnClient;
import io.tarn.model.json.Json;

/** Rights to read, given and taken over HTTP. */
final class Grants {
  private Grants() {}

  static void give(TarnClient catalog, String securable, String principal) {
    catalog.post(
        "/api/v1/grants",
        "application/json",
        Json.MAPPER
            .createObjectNode()
            .put("securable", securable)
            .put("privilege", "SELECT")
            .put("principal", principal)
            .toString());
  }

  static void take(TarnClient catalog, String securable, String principal) {
    catalog.delete(
        "/api/v1/grants?securable=%s&privilege=SELECT&principal=%s"
            .formatted(securable, principal));
  }
}
