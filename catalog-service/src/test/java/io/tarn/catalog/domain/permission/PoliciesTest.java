package io.tarn.catalog.domain.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.manifest.Manifest;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.PolicySql;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is put aside is protected as the rows are that it was put aside from. */
class PoliciesTest {
  private static final String SILVER =
      """
      kind: Table
      name: shop.silver.orders
      from: { o: shop.bronze.orders }
      sql: SELECT o.payload AS customer FROM o
      tags: { customer: pii.name }
      """;
  private static final String GOLD =
      """
      kind: Table
      name: shop.gold.buyers
      from: { s: shop.silver.orders }
      sql: SELECT s.customer AS buyer FROM s
      expect:
        buyers have names: { check: buyer <> '', on violation: quarantine }
      """;
  private static final String FILTER =
      """
      kind: Policy
      name: own-rows
      on: shop.gold.buyers
      filter: buyer = current_user()
      except: [group:engineers]
      """;

  @Test
  void tagsTravelToWhereRowsArePutAside() {
    List<Derivation> lineage =
        List.of(
            new Derivation(
                Column.parse("shop.silver.orders.customer"),
                Column.parse("shop.gold.buyers.buyer")));

    ColumnTags tags =
        policies(SILVER, GOLD).restrictions(lineage, new SensitiveTags(Set.of("pii"))).tags();

    for (String column : List.of("payload", "reason")) {
      assertThat(tags.of(Column.parse("shop.gold.buyers_quarantine." + column).table()))
          .containsEntry(column, Set.of("pii.name"));
    }
  }

  @Test
  void fromWhomAFilterHidesSomeRowsItHidesAllThatArePutAside() {
    assertThat(policies(SILVER, GOLD, FILTER).restrictions(List.of(), SensitiveTags.NONE).filters())
        .filteredOn(filter -> filter.table().table().equals("buyers_quarantine"))
        .singleElement()
        .satisfies(
            filter -> {
              assertThat(filter.condition()).isEqualTo(PolicySql.of("NULL"));
              assertThat(filter.except()).hasSize(1);
            });
  }

  private static Policies policies(String... yaml) {
    List<Manifest> manifests = Stream.of(yaml).map(new ManifestReader()::manifest).toList();
    return new Policies(manifests, PolicySql::of);
  }
}
