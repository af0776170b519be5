package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tarn.testing.RealServers;
import io.tarn.testing.Tokens;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.UserTransaction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * How fast lineage is read on a graph of 10,000 tables with 100,000 columns: ten layers, each table
 * computed from two of the layer before, each column from one of each, all of them declared and
 * committed. Tells, and asserts nothing but success.
 */
@RealServers
@EnabledIfEnvironmentVariable(named = "TARN_MEASURE", matches = ".+")
@QuarkusTest
@QuarkusTestResource(OwnDatabase.class)
class LineageRateIT {
  private static final Logger LOG = Logger.getLogger(LineageRateIT.class);
  private static final int TABLES = 10_000;
  private static final int QUESTIONS = 200;

  /** Table n of layer n / 1000 reads two of the layer before, which its number picks. */
  private static final List<String> GRAPH =
      List.of(
          """
          CREATE TEMPORARY TABLE t ON COMMIT DROP AS
          SELECT n, 'big.l' || n / 1000 || '.t' || n AS name, n / 1000 AS layer,
            (n / 1000 - 1) * 1000 + (n * 7919 + 13) % 1000 AS a,
            (n / 1000 - 1) * 1000 + (n * 104729 + 71) % 1000 AS b
          FROM generate_series(0, 9999) AS n""",
          """
          CREATE TEMPORARY TABLE e ON COMMIT DROP AS
          SELECT t.n, t.name AS output, i.n AS i, i.name AS input
          FROM t JOIN t i ON i.n IN (t.a, t.b) WHERE t.layer > 0""",
          "INSERT INTO catalog (name, location) VALUES ('big', 's3://lakehouse/big')",
          "INSERT INTO namespace (catalog, name) SELECT 'big', 'l' || n FROM generate_series(0, 9) n",
          """
          INSERT INTO relation (catalog, namespace, name, uuid, metadata_location, sequence, kind)
          SELECT 'big', 'l' || layer, 't' || n, gen_random_uuid(), 's3://none', 1, 'table' FROM t""",
          """
          INSERT INTO table_commit (table_id, sequence, table_name, table_uuid, snapshot_id,
            operation, committed_at, principal, added_rows, removed_rows, total_rows, data_files,
            run_id, reach, ends, inputs, column_lineage, summary)
          SELECT r.id, 1, t.name, r.uuid, t.n + 1, 'append', now(), 'service:x', 1, 0, 1, 1,
            'run-' || t.n, '{}', '{}',
            coalesce((SELECT jsonb_object_agg(e.input, e.i + 1) FROM e WHERE e.n = t.n), '{}'),
            coalesce((SELECT jsonb_object_agg('c' || c,
                jsonb_build_array('big.l' || t.layer - 1 || '.t' || t.a || '.c' || c))
              FROM generate_series(0, 9) c WHERE t.layer > 0), '{}'),
            '{}'
          FROM t JOIN relation r ON r.catalog = 'big' AND r.name = 't' || t.n""",
          """
          INSERT INTO table_lineage (output, input, snapshot_id, input_snapshot_id, run_id)
          SELECT output, input, n + 1, i + 1, 'run-' || n FROM e""",
          """
          INSERT INTO column_lineage (output, output_column, input, input_path)
          SELECT output, 'c' || c, input, 'c' || c FROM e, generate_series(0, 9) c""",
          """
          INSERT INTO manifest (kind, name, version, yaml, applied_by)
          SELECT 'Table', t.name, 1,
            'kind: Table' || chr(10) || 'name: ' || t.name || chr(10) || 'mode: view' || chr(10)
              || 'from: { s: big.l' || t.layer - 1 || '.t' || t.a || ' }' || chr(10)
              || 'sql: SELECT c0, c1 FROM s' || chr(10),
            'user:engineer'
          FROM t WHERE t.layer > 0""",
          "UPDATE policy_version SET version = version + 1",
          "ANALYZE");

  @TestHTTPResource("/")
  URI service;

  @Inject EntityManager database;
  @Inject UserTransaction transaction;

  @Test
  void read() throws Exception {
    transaction.setTransactionTimeout(300);
    transaction.begin();
    GRAPH.forEach(
        sql ->
            database
                .createNativeQuery(sql.replace("'{}'", "jsonb_build_object()"))
                .executeUpdate());
    transaction.commit();
    Random random = new Random(42);
    ask("warm up", random, "%s?direction=upstream");
    ask("warm up", random, "%s/columns/c3?direction=downstream");
    ask("tables upstream", random, "%s?direction=upstream");
    ask("tables downstream", random, "%s?direction=downstream");
    ask("columns upstream", random, "%s/columns/c3?direction=upstream");
    ask("columns downstream", random, "%s/columns/c3?direction=downstream");
    ask("what breaks", random, "%s/columns/c0/impact");
    ask("tables as of a snapshot", random, "%s?snapshot=%d");
    ask("columns as of a snapshot", random, "%s/columns/c3?snapshot=%d");
  }

  private void ask(String what, Random random, String question) throws Exception {
    String token = Tokens.ofUser("engineer");
    List<Long> nanos = new ArrayList<>();
    long characters = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < QUESTIONS; i++) {
        int table = random.nextInt(TABLES);
        String name = "big.l%d.t%d".formatted(table / 1000, table);
        HttpRequest request =
            HttpRequest.newBuilder(
                    service.resolve("/api/v1/lineage/" + question.formatted(name, table + 1)))
                .header("Authorization", "Bearer " + token)
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        nanos.add(System.nanoTime() - start);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        characters += answer.body().length();
      }
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    LOG.infof(
        "%s: p50 %d ms, p95 %d ms, longest %d ms, %d characters on average",
        what,
        millis(sorted, 50),
        millis(sorted, 95),
        Duration.ofNanos(sorted.getLast()).toMillis(),
        characters / QUESTIONS);
  }

  private static long millis(List<Long> sorted, int percent) {
    return Duration.ofNanos(sorted.get(sorted.size() * percent / 100 - 1)).toMillis();
  }
}
