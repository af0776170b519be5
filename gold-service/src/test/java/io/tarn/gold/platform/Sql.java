package io.tarn.gold.platform;

import io.restassured.response.ValidatableResponse;
import io.tarn.testing.Platform;

/** What people ask gold-service. */
public final class Sql {
  private Sql() {}

  /** Somebody asks in SQL and gets JSON. */
  public static ValidatableResponse sql(String person, String statement) {
    return Platform.as(person)
        .contentType("text/plain; charset=utf-8")
        .body(statement)
        .post("/sql")
        .then();
  }
}
