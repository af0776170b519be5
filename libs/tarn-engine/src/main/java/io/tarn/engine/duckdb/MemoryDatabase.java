package io.tarn.engine.duckdb;

import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Opens databases in memory. {@code DriverManager} would offer only drivers that were registered
 * through the caller's class loader, and misses this one where class loaders come and go.
 */
final class MemoryDatabase {
  private static final DuckDBDriver DRIVER = new DuckDBDriver();

  private MemoryDatabase() {}

  static DuckDBConnection open() throws SQLException {
    return DRIVER.connect("jdbc:duckdb:", new Properties()).unwrap(DuckDBConnection.class);
  }
}
