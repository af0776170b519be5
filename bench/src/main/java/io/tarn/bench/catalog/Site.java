package io.tarn.bench.catalog;

import io.tarn.local.platform.Endpoints;
import io.tarn.local.server.ObjectStore;
import io.tarn.local.server.PostgresServer;
import io.tarn.local.state.StateDirectory;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.FileIO;

/** What all servers share: one PostgreSQL, one object store, one machine. */
record Site(Path checkout, StateDirectory state, Endpoints endpoints) {
  static final String BUCKET = "s3://lakehouse";

  /** Iceberg's properties for whoever reads and writes the tables' files. */
  Map<String, String> store() {
    return Map.of(
        "io-impl",
        S3FileIO.class.getName(),
        "s3.endpoint",
        endpoints.s3().toString(),
        "s3.path-style-access",
        "true",
        "s3.access-key-id",
        ObjectStore.ACCESS_KEY,
        "s3.secret-access-key",
        ObjectStore.SECRET_KEY,
        "client.region",
        ObjectStore.REGION);
  }

  FileIO files() {
    S3FileIO files = new S3FileIO();
    files.initialize(store());
    return files;
  }

  Connection database(String name) throws SQLException {
    return DriverManager.getConnection(
        endpoints.postgres(name) + "?reWriteBatchedInserts=true",
        PostgresServer.SUPERUSER,
        PostgresServer.SUPERUSER_PASSWORD);
  }

  /** Makes a database for a peer. */
  void createDatabase(String name) {
    try (Connection postgres = database("postgres");
        Statement statement = postgres.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new TarnException(
          ErrorKind.UNAVAILABLE, "No database could be made for " + name, null, e);
    }
  }

  static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A port nobody listens at. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new TarnException(ErrorKind.UNAVAILABLE, "There is no free port", null, e);
    }
  }
}
