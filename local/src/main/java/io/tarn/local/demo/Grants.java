package io.tarn.local.demo;

import io.tarn.local.client.TarnClient;
import io.tarn.model.json.Json;

/** Rights, given and taken over HTTP. */
final class Grants {
  private static final String PATH = "/api/v1/grants";
  private static final String JSON = "application/json";

  private Grants() {}

  static void give(TarnClient catalog, String securable, String principal) {
    post(catalog, right(securable, "SELECT", principal));
  }

  /** Lets somebody into a catalog, which alone shows nothing. */
  static void letUse(TarnClient catalog, String name, String principal) {
    post(catalog, right(name, "USE CATALOG", principal));
    post(catalog, right(name, "USE NAMESPACE", principal));
  }

  static void take(TarnClient catalog, String securable, String principal) {
    Lake.patiently(() -> catalog.delete(PATH, JSON, right(securable, "SELECT", principal)));
  }

  private static void post(TarnClient catalog, String right) {
    Lake.patiently(() -> catalog.post(PATH, JSON, right));
  }

  private static String right(String securable, String privilege, String principal) {
    return Json.MAPPER
        .createObjectNode()
        .put("securable", securable)
        .put("privilege", privilege)
        .put("principal", principal)
        .toString();
  }
}
