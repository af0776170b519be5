package io.tarn.gold.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tarn.engine.SqlEngine;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.gold.config.GoldConfig;
import io.tarn.gold.sql.ColumnsRead;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.service.Decisions.Decision;
import io.tarn.tables.Commit;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Provenance;
import io.tarn.tables.TableChange;
import io.tarn.tables.memory.MemoryCatalog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcerptsTest {
  private static final TableName CUSTOMERS = TableName.parse("retail.gold.dim_customer");
  private static final ColumnsRead ALL = new ColumnsRead(true, Set.of());
  private static final String MASK = "left(value, 1) || '***'";

  @TempDir Path folder;

  private final Lakehouse lakehouse = MemoryCatalog.lakehouse();
  private SqlEngine engine;
  private RowStager stager;
  private Excerpts excerpts;

  @BeforeEach
  void open() {
    engine = new DuckDbEngine(DuckDbSettings.in(folder.resolve("engine")));
    stager = new RowStager(folder.resolve("stage"), 1);
    excerpts = excerpts(1_000_000);
    lakehouse.createIfAbsent(
        CUSTOMERS,
        new Schema(
            NestedField.optional(1, "id", LongType.get()),
            NestedField.optional(2, "name", StringType.get()),
            NestedField.optional(3, "value", LongType.get()),
            NestedField.optional(4, "Region", StringType.get())),
        Map.of());
    append(
        new Object[] {1L, "Claire Gute", 100L, "South"},
        new Object[] {2L, "Darrin Van Huff", 200L, "West"});
  }

  @AfterEach
  void close() {
    engine.close();
    stager.close();
  }

  @Test
  void whoMaySeeAllGetsAll() throws SQLException {
    assertThat(rows(ALL, decision(null, Map.of())))
        .containsExactly("1|Claire Gute|100|South", "2|Darrin Van Huff|200|West");
  }

  @Test
  void aMaskStandsInForItsColumnEvenWhereAnotherIsNamedValue() throws SQLException {
    assertThat(rows(ALL, decision(null, Map.of("name", MASK))))
        .containsExactly("1|C***|100|South", "2|D***|200|West");
  }

  @Test
  void aMaskIsFoundWhateverTheCaseOfItsColumn() throws SQLException {
    assertThat(rows(ALL, decision(null, Map.of("NAME", MASK, "region", "NULL"))))
        .containsExactly("1|C***|100|null", "2|D***|200|null");
  }

  /** A tag on it is one on a path inside the column that it seems to begin with. */
  @Test
  void aColumnWhoseNameHasADotIsMaskedToo() {
    TableName dotted = TableName.parse("retail.gold.dotted");
    lakehouse.createIfAbsent(
        dotted,
        new Schema(
            NestedField.optional(1, "customer.name", StringType.get()),
            NestedField.optional(2, "customers", StringType.get())),
        Map.of());

    assertThat(excerpts.of(dotted, ALL, decision(null, Map.of("CUSTOMER", MASK))).key().masks())
        .containsExactly(Map.entry("customer.name", MASK));
  }

  @Test
  void theFilterSeesWhatTheMaskHides() throws SQLException {
    Decision west = decision("name LIKE 'Darrin%' -- only he", Map.of("name", "'?'"));

    assertThat(rows(ALL, west)).containsExactly("2|?|200|West");
  }

  @Test
  void aFilterHoldsForColumnsThatTheStatementDoesNotRead() throws SQLException {
    assertThat(rows(new ColumnsRead(false, Set.of("id")), decision("Region = 'West'", Map.of())))
        .containsExactly("2");
  }

  @Test
  void onlyTheColumnsReadAreInTheFile() throws SQLException {
    assertThat(rows(new ColumnsRead(false, Set.of("region", "nosuch")), decision(null, Map.of())))
        .containsExactly("South", "West");
    assertThat(rows(new ColumnsRead(false, Set.of()), decision(null, Map.of()))).hasSize(2);
  }

  @Test
  void aPolicyThatFailsOnTheRowsShowsNothingOfThem() {
    for (Decision broken :
        List.of(
            decision(null, Map.of("name", "value::INT")),
            decision("name::INT > 0", Map.of()),
            decision("nosuch = 1", Map.of()))) {
      assertThatThrownBy(() -> rows(ALL, broken))
          .isInstanceOfSatisfying(
              TarnException.class,
              failed -> assertThat(failed.kind()).isEqualTo(ErrorKind.INTERNAL))
          .hasMessageContaining("retail.gold.dim_customer")
          .hasMessageNotContaining("Claire")
          .hasNoCause();
    }
  }

  @Test
  void aPolicyThatIsNoExpressionIsNotRun() {
    Excerpts strict =
        new Excerpts(
            lakehouse,
            engine,
            sql -> false,
            new PreparedFiles(folder.resolve("strict"), 1_000_000),
            config());

    assertThatThrownBy(() -> strict.of(CUSTOMERS, ALL, decision(null, Map.of("name", "value"))))
        .hasMessageContaining("cannot be applied");
    assertThatThrownBy(() -> strict.of(CUSTOMERS, ALL, decision("true", Map.of())))
        .hasMessageContaining("cannot be applied");
  }

  @Test
  void sameRightsOnTheSameSnapshotShareAFileAndANewCommitOrPolicyMakesAnother()
      throws SQLException {
    Excerpt.Key first = excerpts.of(CUSTOMERS, ALL, decision(null, Map.of())).key();

    assertThat(excerpts.of(CUSTOMERS, ALL, decision(null, Map.of())).key()).isEqualTo(first);
    assertThat(excerpts.of(CUSTOMERS, ALL, decision(null, Map.of("name", MASK))).key())
        .isNotEqualTo(first);
    assertThat(excerpts.of(CUSTOMERS, ALL, decision("true", Map.of())).key()).isNotEqualTo(first);

    append(new Object[] {3L, "Sean O'Donnell", 300L, "South"});

    assertThat(excerpts.of(CUSTOMERS, ALL, decision(null, Map.of())).key()).isNotEqualTo(first);
    assertThat(rows(ALL, decision(null, Map.of()))).hasSize(3);
  }

  @Test
  void whenFilesTakeTooMuchRoomTheyAreMadeAgain() throws SQLException {
    Excerpts narrow = excerpts(10);

    for (String mask : List.of("'a'", "'b'", "'a'")) {
      Path target = folder.resolve(UUID.randomUUID() + ".parquet");
      narrow.link(narrow.of(CUSTOMERS, ALL, decision(null, Map.of("name", mask))), target);
      assertThat(read(target).getFirst()).contains(mask.replace("'", ""));
    }
  }

  @Test
  void aTableThatWasNeverWrittenIsEmpty() throws SQLException {
    TableName empty = TableName.parse("retail.gold.empty");
    lakehouse.createIfAbsent(
        empty, new Schema(NestedField.optional(1, "id", LongType.get())), Map.of());

    Path target = folder.resolve("empty.parquet");
    excerpts.link(excerpts.of(empty, ALL, decision(null, Map.of("id", "value + 1"))), target);

    assertThat(read(target)).isEmpty();
  }

  private List<String> rows(ColumnsRead read, Decision decision) throws SQLException {
    Path target = folder.resolve(UUID.randomUUID() + ".parquet");
    excerpts.link(excerpts.of(CUSTOMERS, read, decision), target);
    return read(target);
  }

  private static List<String> read(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT * FROM read_parquet('" + file + "') ORDER BY 1")) {
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(result.getString(i));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  private void append(Object[]... rows) {
    Table table = lakehouse.load(CUSTOMERS);
    lakehouse.commit(
        Commit.of(
            new TableChange.Append(
                CUSTOMERS,
                List.of(stager.stage(table, List.of(rows)).orElseThrow()),
                Provenance.none())));
  }

  private Excerpts excerpts(long bytes) {
    return new Excerpts(
        lakehouse,
        engine,
        sql -> true,
        new PreparedFiles(folder.resolve("prepared-" + UUID.randomUUID()), bytes),
        config());
  }

  private static Decision decision(String filter, Map<String, String> masks) {
    return new Decision(CUSTOMERS.toString(), "SELECT", true, "granted", filter, masks);
  }

  private static GoldConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(GoldConfig.class)
        .withDefaultValue("tarn.catalog-url", "http://127.0.0.1")
        .withConverter(
            io.quarkus.runtime.configuration.MemorySize.class,
            100,
            new io.quarkus.runtime.configuration.MemorySizeConverter())
        .withConverter(
            java.time.Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
        .build()
        .getConfigMapping(GoldConfig.class);
  }
}
