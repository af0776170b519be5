package io.tarn.catalog.tables;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.TableName;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
  private static final TableName TABLE = TableName.parse("retail.silver.orders");
  private static final TableMetadata TODAY =
      TableMetadata.newTableMetadata(
          new Schema(
              text(1, "email"),
              optional(2, "buyer", StructType.of(text(3, "name"), text(4, "city")))),
          PartitionSpec.unpartitioned(),
          "s3://lakehouse/orders",
          Map.of());

  @Test
  void aNewNameIsToldBothWays() {
    assertGiven(with(TODAY, text(1, "e.mail")), alike("email", "e.mail"));
  }

  @Test
  void aStructSpeaksForWhatIsInIt() {
    assertGiven(
        with(TODAY, optional(2, "who", StructType.of(text(3, "name"), text(4, "place")))),
        Stream.concat(alike("buyer", "who"), alike("buyer.city", "who.place")));
  }

  @Test
  void everyEarlierNameCountsWhateverTheTableIsReadByNow() {
    TableMetadata renamed = with(TODAY, text(1, "mail"));

    assertThat(ColumnNames.given(TABLE, renamed, with(renamed, text(1, "post"))))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(alike("email", "post"), alike("mail", "post")).toList());
  }

  @Test
  void otherColumnsHaveNamesOfTheirOwn() {
    assertGiven(with(TODAY, text(9, "email")), Stream.empty());
    assertGiven(TODAY, Stream.empty());
  }

  private static void assertGiven(TableMetadata after, Stream<Derivation> names) {
    assertThat(ColumnNames.given(TABLE, TODAY, after))
        .containsExactlyInAnyOrderElementsOf(names.toList());
  }

  private static Stream<Derivation> alike(String one, String other) {
    Column first = new Column(TABLE, one);
    Column second = new Column(TABLE, other);
    return Stream.of(new Derivation(first, second), new Derivation(second, first));
  }

  private static TableMetadata with(TableMetadata table, NestedField... columns) {
    return TableMetadata.buildFrom(table).setCurrentSchema(new Schema(columns), 9).build();
  }

  private static NestedField text(int id, String name) {
    return optional(id, name, StringType.get());
  }
}
