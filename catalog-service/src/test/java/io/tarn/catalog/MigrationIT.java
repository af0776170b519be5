package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.testing.RealServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of what was granted before a right to data needed the use of what contains it. */
@RealServers
class MigrationIT {
  private static final String URL = System.getenv("TARN_TEST_POSTGRES_URL");
  private static final String USER = System.getenv("TARN_TEST_POSTGRES_USER");
  private static final String PASSWORD = System.getenv("TARN_TEST_POSTGRES_PASSWORD");

  private final String schema = "upgrade_" + UUID.randomUUID().toString().replace("-", "");
  private Connection database;

  @BeforeEach
  void anOlderCatalog() throws SQLException {
    database = DriverManager.getConnection(URL, USER, PASSWORD);
    migrateTo("7");
    database.setSchema(schema);
    run(
        """
        INSERT INTO catalog (name, location) VALUES ('retail', 's3://x');
        INSERT INTO namespace (catalog, name) VALUES ('retail', 'gold'), ('retail', 'web'), ('retail', 'web.clicks');
        INSERT INTO relation (kind, catalog, namespace, name, uuid, metadata_location)
          VALUES ('table', 'retail', 'gold', 'sales', gen_random_uuid(), 'x')""");
  }

  @AfterEach
  void dropIt() throws SQLException {
    run("DROP SCHEMA " + schema + " CASCADE");
    database.close();
  }

  @Test
  void anUpgradeLocksNobodyOutAndGivesNobodyMore() throws SQLException {
    grant("retail.gold.sales", "SELECT", "user:of-table");
    grant("retail.gold", "SELECT", "user:of-namespace");
    grant("retail.web.clicks", "MODIFY", "user:of-inner-namespace");
    grant("retail.web.clicks.visits", "SELECT", "user:of-inner-table");
    grant("retail", "CREATE TABLE", "user:maker");
    grant("retail.gold", "ALL PRIVILEGES", "user:all-of-namespace");
    grant("metastore", "SELECT", "user:of-all");
    grant("metastore", "ALL PRIVILEGES", "user:all-of-all");
    grant("retail.gold", "MANAGE", "user:manager");

    migrateTo("8");

    assertThat(
            rows(
                "SELECT substr(principal, 6) || ' ' || privilege || ' ' || securable"
                    + " FROM access_grant WHERE granted_by = 'service:catalog-service'"))
        .containsExactlyInAnyOrder(
            "of-table USE CATALOG retail",
            "of-table USE NAMESPACE retail.gold",
            "of-namespace USE CATALOG retail",
            "of-namespace USE NAMESPACE retail.gold",
            "of-inner-namespace USE CATALOG retail",
            "of-inner-namespace USE NAMESPACE retail.web.clicks",
            "of-inner-table USE CATALOG retail",
            "of-inner-table USE NAMESPACE retail.web.clicks",
            "maker USE CATALOG retail",
            "maker USE NAMESPACE retail",
            "maker CREATE NAMESPACE retail",
            "all-of-namespace USE CATALOG retail",
            "of-all USE CATALOG metastore",
            "of-all USE NAMESPACE metastore");
    assertThat(rows("SELECT name FROM relation WHERE classified_at IS NOT NULL AND owner IS NULL"))
        .containsExactly("sales");
  }

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(URL, USER, PASSWORD)
        .schemas(schema)
        .locations("filesystem:src/main/resources/db/migration")
        .target(version)
        .load()
        .migrate();
  }

  private void grant(String securable, String privilege, String principal) throws SQLException {
    run(
        "INSERT INTO access_grant (securable, privilege, principal, granted_by)"
            + " VALUES ('%s', '%s', '%s', 'user:engineer')"
                .formatted(securable, privilege, principal));
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
