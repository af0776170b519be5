package io.tarn.catalog.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.commit.Provenance;
import io.tarn.catalog.domain.commit.Range;
import io.tarn.catalog.domain.commit.SnapshotFacts;
import io.tarn.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a writer says in a summary is read exactly, or refused. */
class SnapshotReaderTest {
  @Test
  void everyPropertyOfTheContractIsRead() {
    SnapshotFacts facts =
        SnapshotReader.facts(
            History.snapshot(
                1,
                null,
                Map.of(
                    "tarn.positions", "{\"kafka:t:0\": [3, 9]}",
                    "tarn.inputs", "{\"retail.bronze.orders\": 7}",
                    "tarn.column-lineage", "{\"sales\": [\"retail.bronze.orders.payload.sales\"]}",
                    "tarn.accepted-up-to", "2026-11-25T00:59:59.100Z",
                    "tarn.run-id", "run",
                    "tarn.manifest-version", "4")));

    assertThat(facts.provenance())
        .isEqualTo(
            new Provenance(
                Map.of("kafka:t:0", new Range(3, 9)),
                Map.of(TableName.parse("retail.bronze.orders"), 7L),
                Map.of("sales", List.of("retail.bronze.orders.payload.sales")),
                Instant.parse("2026-11-25T00:59:59.100Z"),
                "run",
                4L));
  }

  @Test
  void rowsUnderDeletionVectorsDoNotCount() {
    SnapshotFacts facts =
        SnapshotReader.facts(
            History.snapshot(
                1,
                null,
                Map.of(
                    "added-position-deletes", "7",
                    "removed-position-deletes", "5",
                    "total-records", "100",
                    "total-position-deletes", "9",
                    "total-data-files", "3")));

    assertThat(facts.removedRows()).isEqualTo(2);
    assertThat(facts.totalRows()).isEqualTo(91);
    assertThat(facts.dataFiles()).isEqualTo(3);
  }

  @Test
  void anotherEngineSaysNothingOfTarn() {
    assertThat(SnapshotReader.facts(History.snapshot(1, null, Map.of())).provenance())
        .isEqualTo(Provenance.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tarn.positions | [1]",
        "tarn.positions | {\"kafka:t:0\": [1]}",
        "tarn.positions | {\"kafka:t:0\": [2, 1]}",
        "tarn.positions | {\"kafka:t:0\": [-1, 1]}",
        "tarn.positions | {\"kafka:t:0\": [null, 1]}",
        "tarn.positions | {\"kafka:t:0\": null}",
        "tarn.positions | {",
        "tarn.inputs | {\"no table\": 1}",
        "tarn.inputs | {\"retail.bronze.orders\": null}",
        "tarn.column-lineage | {\"a\": \"b\"}",
        "tarn.accepted-up-to | yesterday",
        "tarn.manifest-version | v1",
        "total-records | many",
      })
  void whatCannotBeReadIsRefusedByName(String property, String value) {
    assertThatThrownBy(
            () -> SnapshotReader.facts(History.snapshot(1, null, Map.of(property, value))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(property);
  }
}
