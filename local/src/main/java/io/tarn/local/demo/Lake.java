package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tarn.local.client.Answer;
import io.tarn.local.client.TarnClient;
import io.tarn.local.platform.Platform;
import io.tarn.local.platform.TarnService;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import io.tarn.model.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The running platform as its users see it, by HTTP alone. A service that is away is asked again
 * for a while: the demo goes on while services are killed.
 */
final class Lake {
  static final String ENGINEER = "engineer";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PAGE = 5_000;
  private static final int COMMITS = 1_000;

  private final Platform platform;

  Lake(Platform platform) {
    this.platform = platform;
  }

  Platform platform() {
    return platform;
  }

  /** One user at one service. */
  TarnClient as(String user, TarnService service) {
    return new TarnClient(platform.endpoints().of(service), platform.tokens().user(user));
  }

  JsonNode get(String user, TarnService service, String path) {
    return patiently(() -> as(user, service).get(path));
  }

  JsonNode post(String user, TarnService service, String path, JsonNode body) {
    return patiently(
        () -> as(user, service).post(path, "application/json", body.toString()).json());
  }

  /**
   * The rows of an answer, at most 10,000.
   *
   * @throws TarnException as gold-service gives it: FORBIDDEN and so on
   */
  List<JsonNode> sql(String user, String statement) {
    JsonNode question = Json.MAPPER.createObjectNode().put("sql", statement);
    JsonNode answer = post(user, TarnService.GOLD, "/sql", question);
    if (answer.path("truncated").asBoolean()) {
      throw new IllegalStateException("the answer was cut off: " + statement);
    }
    List<JsonNode> rows = new ArrayList<>();
    answer.path("rows").forEach(rows::add);
    return rows;
  }

  /** The one row of an answer. */
  JsonNode row(String user, String statement) {
    return sql(user, statement).getFirst();
  }

  /** All rows of an answer, however many, read page by page. */
  List<JsonNode> all(String user, String statement, String uniqueOrder) {
    List<JsonNode> rows = new ArrayList<>();
    List<JsonNode> page;
    do {
      page =
          sql(
              user,
              "%s ORDER BY %s LIMIT %d OFFSET %d"
                  .formatted(statement, uniqueOrder, PAGE, rows.size()));
      rows.addAll(page);
    } while (page.size() == PAGE);
    return rows;
  }

  /** The commits of a table with a higher sequence, oldest first. */
  List<TableCommitted> commits(String table, long after) {
    List<TableCommitted> commits = new ArrayList<>();
    ArrayNode page;
    do {
      long last = commits.isEmpty() ? after : commits.getLast().sequence();
      String path = "/api/v1/tables/%s/commits?after=%d&limit=%d".formatted(table, last, COMMITS);
      page = Json.MAPPER.convertValue(get(ENGINEER, TarnService.CATALOG, path), ArrayNode.class);
      page.forEach(commit -> commits.add(Json.MAPPER.convertValue(commit, TableCommitted.class)));
    } while (page.size() == COMMITS);
    return commits;
  }

  /** Applies manifests as they are, or throws with all that is wrong. */
  void apply(String yaml) {
    Answer answer =
        patiently(
            () -> {
              Answer put =
                  as(ENGINEER, TarnService.CATALOG)
                      .put("/api/v1/manifests", "application/yaml", yaml);
              if (put.status() == 503) {
                throw TarnClient.problem(put);
              }
              return put;
            });
    if (!answer.success()) {
      throw new IllegalStateException("a manifest of the demo is refused: " + answer.body());
    }
  }

  /** Asks again for a while where a service is away. */
  static <T> T patiently(Supplier<T> call) {
    Instant limit = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return call.get();
      } catch (TarnException away) {
        if (!away.kind().retriable() || Instant.now().isAfter(limit)) {
          throw away;
        }
        Waiting.pause(Duration.ofMillis(250));
      }
    }
  }
}
