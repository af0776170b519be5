package io.tarn.catalog.tables;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.TableName;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.StructType;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
  private static final TableName TABLE = TableName.parse("retail.silver.orders");
  private static final NestedField EMAIL = text(1, "email");
  private static final NestedField BUYER =
      optional(2, "buyer", StructType.of(text(3, "name"), text(4, "city")));

  @Test
  void aNewNameIsToldBothWays() {
    assertThat(aliases(schema(EMAIL), schema(text(1, "e.mail"))))
        .containsExactlyInAnyOrderElementsOf(alike("email", "e.mail"));
  }

  @Test
  void aStructSpeaksForWhatIsInIt() {
    NestedField who = optional(2, "who", StructType.of(text(3, "name"), text(4, "place")));

    assertThat(aliases(schema(BUYER), schema(who)))
        .containsAll(alike("buyer", "who"))
        .containsAll(alike("buyer.city", "who.place"))
        .hasSize(4);
  }

  @Test
  void manyNamesAreAChain() {
    assertThat(aliases(schema(EMAIL), schema(text(1, "mail")), schema(text(1, "post"))))
        .containsAll(alike("email", "mail"))
        .containsAll(alike("mail", "post"))
        .hasSize(4);
  }

  @Test
  void aNameThatWasAnothersIsBoths() {
    assertThat(aliases(schema(EMAIL, text(5, "note")), schema(text(1, "mail"), text(5, "email"))))
        .containsAll(alike("email", "mail"))
        .containsAll(alike("note", "email"))
        .hasSize(4);
  }

  @Test
  void otherColumnsHaveNamesOfTheirOwn() {
    assertThat(aliases(schema(EMAIL), schema(text(9, "email")), schema(EMAIL, BUYER))).isEmpty();
  }

  private static Set<Derivation> aliases(Schema... schemas) {
    return ColumnNames.aliases(TABLE, List.of(schemas));
  }

  private static List<Derivation> alike(String one, String other) {
    Column first = new Column(TABLE, one);
    Column second = new Column(TABLE, other);
    return List.of(new Derivation(first, second), new Derivation(second, first));
  }

  private static Schema schema(NestedField... columns) {
    return new Schema(columns);
  }

  private static NestedField text(int id, String name) {
    return optional(id, name, StringType.get());
  }
}
