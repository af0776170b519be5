package io.tarn.catalog.domain.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.Commit;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.TableCommitted;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What commits tell of the columns of a table, as long as rows of them are in it. */
class LineageChangeTest {
  private static final TableName GOLD = TableName.parse("retail.gold.dim_customer");
  private static final Derivation NAME =
      derivation("retail.silver.orders.customer_name", "retail.gold.dim_customer.name");
  private static final Derivation CITY =
      derivation("retail.silver.orders.city", "retail.gold.dim_customer.place");

  @Test
  void what_a_commit_names_for_the_first_time_is_added() {
    LineageChange change = LineageChange.by(incremental(NAME), List.of(CITY));

    assertThat(change.added()).containsExactly(NAME);
    assertThat(change.dropped()).isEmpty();
  }

  @Test
  void the_same_again_changes_nothing() {
    assertThat(LineageChange.by(incremental(NAME), List.of(NAME, CITY)))
        .isEqualTo(LineageChange.NONE);
  }

  @Test
  void rows_of_earlier_commits_keep_their_lineage_until_all_rows_are_new() {
    assertThat(LineageChange.by(incremental(NAME), List.of(NAME, CITY)).dropped()).isEmpty();

    assertThat(LineageChange.by(whole(NAME), List.of(NAME, CITY)).dropped()).containsExactly(CITY);
  }

  @Test
  void a_commit_that_says_nothing_of_its_columns_takes_no_tag_away() {
    assertThat(LineageChange.by(whole(), List.of(NAME))).isEqualTo(LineageChange.NONE);
  }

  @Test
  void a_column_of_a_table_in_a_nested_namespace_is_known_by_the_inputs() {
    Commit commit =
        commit(
            Map.of("name", List.of("retail.lab.eu.copy.name")),
            "5",
            "10",
            Map.of(TableName.parse("retail.lab.eu.copy"), 7L));

    assertThat(LineageChange.by(commit, List.of()).added())
        .containsExactly(
            new Derivation(
                new Column(TableName.parse("retail.lab.eu.copy"), "name"),
                new Column(GOLD, "name")));
  }

  @Test
  void a_table_that_reads_itself_derives_nothing_from_itself() {
    Derivation self = derivation("retail.gold.dim_customer.name", "retail.gold.dim_customer.name");

    assertThat(LineageChange.by(incremental(self), List.of())).isEqualTo(LineageChange.NONE);
  }

  @Test
  void a_commit_whose_lineage_cannot_be_read_is_refused_rather_than_half_recorded() {
    Commit commit = commit(Map.of("name", List.of("customer_name")), "5", "10");

    assertThatThrownBy(() -> LineageChange.by(commit, List.of()))
        .isInstanceOfSatisfying(
            TarnException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.INVALID));
  }

  private static Commit incremental(Derivation... derivations) {
    return commit(columns(derivations), "5", "10");
  }

  private static Commit whole(Derivation... derivations) {
    return commit(columns(derivations), "10", "10");
  }

  private static Map<String, List<String>> columns(Derivation... derivations) {
    return Arrays.stream(derivations)
        .collect(
            Collectors.toMap(each -> each.to().path(), each -> List.of(each.from().toString())));
  }

  private static Commit commit(Map<String, List<String>> columns, String added, String total) {
    return commit(columns, added, total, Map.of());
  }

  private static Commit commit(
      Map<String, List<String>> columns, String added, String total, Map<TableName, Long> inputs) {
    TableCommitted event =
        new TableCommitted(
            GOLD,
            "uuid",
            2,
            91,
            90L,
            "append",
            Instant.EPOCH,
            "service:gold-service",
            5,
            0,
            10,
            "run",
            null,
            Map.of());
    return new Commit(
        event,
        1,
        1L,
        Map.of(),
        inputs,
        columns,
        Map.of("added-records", added, "total-records", total));
  }

  private static Derivation derivation(String from, String to) {
    return new Derivation(Column.parse(from), Column.parse(to));
  }
}
