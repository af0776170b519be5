package io.tarn.catalog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {
  private static final TableName NESTED = new TableName("retail", "web.clicks", "orders");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dataset:tarn:retail.web.clicks.orders",
        "job:tarn:retail.web.clicks.orders",
        "datasetField:tarn:retail.web.clicks.orders:payload.x"
      })
  void anIdIsWrittenAsItWasRead(String id) {
    NodeId node = NodeId.parse("tarn", id);

    assertThat(node).hasToString(id);
    assertThat(node.tableName()).isEqualTo(NESTED);
  }

  @Test
  void aColumnMayBeAPathAndItsTableInANestedNamespace() {
    assertThat(
            NodeId.parse("tarn", "datasetField:tarn:retail.web.clicks.orders:payload.x").column())
        .isEqualTo(new Column(NESTED, "payload.x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "retail.gold.orders",
        "dataset:other:retail.gold.orders",
        "dataset:tarn:orders",
        "dataset:tarn:hidden:1",
        "datasetField:tarn:retail.gold.orders",
        "datasetField:tarn:retail.gold.orders:",
        "datasetField:tarn:retail.gold.orders: ",
        "datasetField:tarn:retail:x"
      })
  void anythingElseIsNone(String id) {
    assertThatThrownBy(() -> NodeId.parse("tarn", id)).isInstanceOf(IllegalArgumentException.class);
  }
}
