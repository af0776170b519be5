package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tarn.local.client.Tokens;
import io.tarn.local.platform.Endpoints;
import io.tarn.local.platform.Platform;
import io.tarn.local.platform.TarnService;
import io.tarn.local.state.Ports;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.TableCommitted;
import io.tarn.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stands in for the platform: its HTTP answers, from one DuckDB and what a test puts in. */
final class PretendLake implements Platform {
  final Map<String, List<TableCommitted>> commits = new HashMap<>();
  final Map<String, List<RunEnded>> runs = new HashMap<>();

  private final Connection database;
  private final HttpServer server;

  PretendLake(Connection database) {
    this.database = database;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] body =
          json(exchange.getRequestURI().toString(), request)
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private JsonNode json(String path, String request) throws IOException {
    if (path.contains("/token")) {
      return Json.MAPPER.createObjectNode().put("access_token", "token").put("expires_in", 300);
    }
    if (path.equals("/sql")) {
      return rows(Json.MAPPER.readTree(request).path("sql").asText());
    }
    String[] parts = path.split("[/?=&]", -1);
    return path.contains("/commits")
        ? Json.MAPPER.valueToTree(
            commits.get(parts[4]).stream()
                .filter(commit -> commit.sequence() > Long.parseLong(parts[7]))
                .toList())
        : Json.MAPPER.valueToTree(runs.get(parts[5]));
  }

  private synchronized ObjectNode rows(String sql) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode rows = answer.putArray("rows");
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        ArrayNode row = rows.addArray();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.addPOJO(value(result.getObject(i)));
        }
      }
      return Json.MAPPER.convertValue(answer, ObjectNode.class);
    } catch (SQLException wrong) {
      throw new IllegalStateException(sql, wrong);
    }
  }

  private static Object value(Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal.toPlainString();
      case OffsetDateTime time -> time.toInstant().toString();
      case Number number -> number;
      default -> value.toString();
    };
  }

  @Override
  public Endpoints endpoints() {
    int port = server.getAddress().getPort();
    Map<String, Integer> ports = new HashMap<>(Map.of("keycloak", port));
    for (TarnService service : TarnService.values()) {
      ports.put(service.id(), port);
    }
    return new Endpoints(new Ports(ports));
  }

  @Override
  public Tokens tokens() {
    return new Tokens(endpoints().issuer());
  }

  @Override
  public void kill(TarnService service) {
    throw new UnsupportedOperationException("nothing runs here");
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public long memory() {
    return 0;
  }

  @Override
  public StartupTimes startupTimes() {
    return new StartupTimes(Duration.ZERO, Duration.ZERO);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
