package io.tarn.local.demo;

import io.tarn.local.client.TarnClient;
import io.tarn.model.json.Json;

/** Rights to read, given and taken over HTTP. */
final class Grants {
  private static final String PATH = "/api/v1/grants";
  private static final String JSON = "application/json";

  private Grants() {}

  static void give(TarnClient catalog, String securable, String principal) {
    Lake.patiently(() -> catalog.post(PATH, JSON, right(securable, principal)));
  }

  static void take(TarnClient catalog, String securable, String principal) {
    Lake.patiently(() -> catalog.delete(PATH, JSON, right(securable, principal)));
  }

  private static String right(String securable, String principal) {
    return Json.MAPPER
        .createObjectNode()
        .put("securable", securable)
        .put("privilege", "SELECT")
        .put("principal", principal)
        .toString();
  }
}
