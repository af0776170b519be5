package io.tarn.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.TableCommitted;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void anEventIsWrittenAsTheContractSaysAndReadBackEqual() throws IOException {
    // Given
    TableCommitted committed =
        new TableCommitted(
            TableName.parse("retail.silver.orders"),
            "uuid",
            17,
            91,
            90L,
            "append",
            Instant.parse("2026-11-25T01:00:00.123Z"),
            "service:transform-service",
            120,
            0,
            1200,
            null,
            null,
            Map.of("kafka:tarn.raw.retail.bronze.orders:0", 512L));

    // When
    String written = Json.MAPPER.writeValueAsString(committed);

    // Then
    assertThat(Json.MAPPER.readTree(written))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"table": "retail.silver.orders", "tableUuid": "uuid", "sequence": 17, "snapshotId": 91,
                 "parentSnapshotId": 90, "operation": "append", "committedAt": "2026-11-25T01:00:00.123Z",
                 "principal": "service:transform-service", "addedRows": 120, "removedRows": 0, "totalRows": 1200,
                 "runId": null, "acceptedUpTo": null, "reach": {"kafka:tarn.raw.retail.bronze.orders:0": 512}}
                """));
    assertThat(Json.MAPPER.readValue(written, TableCommitted.class)).isEqualTo(committed);
  }

  @Test
  void anOlderReaderPassesOverFieldsItDoesNotKnow() throws IOException {
    RunEnded run =
        new RunEnded(
            "r",
            TableName.parse("a.silver.b"),
            "transform-service",
            RunEnded.Status.succeeded,
            RunEnded.Refresh.incremental,
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(new RunEnded.Input(TableName.parse("a.bronze.b"), null, 2L, 120)),
            118,
            0,
            2,
            5,
            Map.of("sales is not negative", 2L),
            91L,
            null);
    String newer = Json.MAPPER.writeValueAsString(run).replaceFirst("\\{", "{\"later\": [1],");
    assertThat(Json.MAPPER.readValue(newer, RunEnded.class)).isEqualTo(run);
  }
}
