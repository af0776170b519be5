package io.tarn.gold.api;

import static io.restassured.RestAssured.given;
import static io.tarn.gold.platform.Sql.sql;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tarn.testing.RealServers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** gold-service while neither the audit log nor catalog-service can be reached: it says no. */
@RealServers
@QuarkusTest
@TestProfile(PlatformAwayIT.Away.class)
class PlatformAwayIT {
  /**
   * Port 1 of this machine, where nobody listens; the environment would win over Kafka's own
   * setting.
   */
  public static class Away implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "mp.messaging.outgoing.audit.bootstrap.servers", "127.0.0.1:1",
          "tarn.catalog-url", "http://127.0.0.1:1",
          "tarn.service-secret", "gold-service-secret",
          "tarn.data-dir", "target/data-away",
          "quarkus.http.test-port", "0");
    }
  }

  @Test
  void whatCannotBeAuthorizedIsNotAnswered() {
    sql("engineer", "SELECT * FROM retail.gold.daily_sales")
        .statusCode(503)
        .body("detail", containsString("catalog-service"));
  }

  @Test
  void whatCannotBeWrittenDownIsNotAnswered() {
    sql("engineer", "SELECT 41 + 1 AS answer")
        .statusCode(503)
        .body("detail", containsString("audit log"));
    sql("engineer", "SELECT 'forty-two'::INT")
        .statusCode(503)
        .body("detail", containsString("audit log"));
  }

  @Test
  void theConsoleIsServedAllTheSame() {
    given().get("/config.json").then().statusCode(200);
  }
}
