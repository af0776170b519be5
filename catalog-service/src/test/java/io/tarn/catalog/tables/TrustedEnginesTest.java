package io.tarn.catalog.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.permission.Access;
import io.tarn.catalog.domain.permission.AppliedMask;
import io.tarn.catalog.domain.permission.Decision;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.PolicyParser;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.JsonUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine is told to keep from somebody, in the protocol's words. */
class TrustedEnginesTest {
  private static final Schema SCHEMA =
      new Schema(
          NestedField.optional(1, "customer", Types.StringType.get()),
          NestedField.required(2, "nr", Types.LongType.get()),
          NestedField.optional(3, "sales", Types.DecimalType.of(9, 2)),
          NestedField.optional(4, "placed", Types.DateType.get()),
          NestedField.required(5, "seen", Types.TimestampType.withZone()),
          NestedField.optional(6, "shipped", Types.TimestampType.withoutZone()),
          NestedField.optional(7, "tags", Types.ListType.ofOptional(8, Types.StringType.get())));

  private static PolicyParser policies;
  private static TrustedEngines engines;

  @BeforeAll
  static void open(@TempDir Path scratch) {
    policies = new PolicyParser(DuckDbSettings.in(scratch));
    engines = new TrustedEngines(Set.of("spark"), policies);
  }

  @AfterAll
  static void close() {
    policies.close();
  }

  @Test
  void onlyTheClientsThatAreNamedAreTrusted() {
    assertThat(engines.include(Optional.of("spark"))).isTrue();
    assertThat(engines.include(Optional.of("tarn-cli"))).isFalse();
    assertThat(engines.include(Optional.of("Spark"))).isFalse();
    assertThat(engines.include(Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "customer = 'Zoë' | {'type':'eq','left':{'type':'reference','id':1},"
            + "'right':{'type':'literal','value':'Zoë'}}",
        "nr < 5 AND customer IS NOT NULL | {'type':'and','left':"
            + "{'type':'lt','left':{'type':'reference','id':2},"
            + "'right':{'type':'literal','value':5}},'right':"
            + "{'type':'not-null','child':{'type':'reference','id':1}}}",
        "NOT (sales >= 5.5 OR customer LIKE 'a%') | {'type':'and','left':{'type':'and','left':"
            + "{'type':'not-null','child':{'type':'reference','id':3}},'right':"
            + "{'type':'lt','left':{'type':'reference','id':3},"
            + "'right':{'type':'literal','value':'5.50'}}},'right':{'type':'and','left':"
            + "{'type':'not-null','child':{'type':'reference','id':1}},'right':"
            + "{'type':'not-starts-with','left':{'type':'reference','id':1},"
            + "'right':{'type':'literal','value':'a'}}}}",
        "placed > DATE '2026-01-31' | {'type':'gt','left':{'type':'reference','id':4},"
            + "'right':{'type':'literal','value':'2026-01-31'}}",
        "seen >= '2026-01-31 12:00:00+01:00' | {'type':'gt-eq','left':"
            + "{'type':'reference','id':5},"
            + "'right':{'type':'literal','value':'2026-01-31T11:00:00+00:00'}}",
        "shipped = TIMESTAMP '2026-01-31 12:00:00.5' | {'type':'eq','left':"
            + "{'type':'reference','id':6},"
            + "'right':{'type':'literal','value':'2026-01-31T12:00:00.5'}}",
        "nr IN (7, NULL, 8) | {'type':'in','child':{'type':'reference','id':2},'values':[7,8]}",
        "customer IS NULL OR false | {'type':'is-null','child':{'type':'reference','id':1}}",
        "'analyst' = 'board' | false",
        "NULL | false",
        "nr IS NOT NULL | true",
      })
  void aFilterNamesColumnsByTheirIds(String filter, String expected) {
    assertThat(json(decision(filter, Map.of()), table(SCHEMA)))
        .isEqualTo(
            "{\"required-column-projections\":[],\"required-row-filter\":%s}"
                .formatted(expected.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "customer ; NULL ; replace-with-null",
        "customer ; SHA256( value ) ; sha-256-global",
        "placed ; date_trunc('year', value) ; truncate-to-year",
        "seen ; date_trunc('month', value) ; truncate-to-month",
        "shipped ; date_trunc('MONTH',value) ; truncate-to-month",
        // shown as they are there, they would be more than the mask shows, or no mask at all
        "nr ; NULL ; mask-to-fixed-value",
        "tags ; NULL ; replace-with-null",
        "nr ; sha256(value) ; mask-to-fixed-value",
        "customer ; date_trunc('year', value) ; replace-with-null",
        "seen ; date_trunc('week', value) ; mask-to-fixed-value",
        "customer ; left(value, 1) || '***' ; replace-with-null",
        "customer ; value ; replace-with-null",
        "customer ; sha256(value) || value ; replace-with-null",
        "customer ; sha256(upper(value)) ; replace-with-null",
        "customer ; sha256('value') ; replace-with-null",
        "customer ; CASE WHEN true THEN value END ; replace-with-null",
      })
  void aMaskIsTheActionThatShowsNoMore(String column, String mask, String action) {
    assertThat(json(decision(null, Map.of(column, mask)), table(SCHEMA)))
        .isEqualTo(
            "{\"required-column-projections\":[{\"action\":\"%s\",\"field-id\":%d}]}"
                .formatted(action, SCHEMA.findField(column).fieldId()));
  }

  /**
   * NIST FIPS 180-4 of the UTF-8 bytes, in lower-case hexadecimal digits, is what the action is.
   */
  @Test
  void theHashOfDuckDbIsTheOneOfTheProtocol() throws Exception {
    String name = "Zoë \uD83D\uDE00";
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet hash = statement.executeQuery("SELECT sha256('" + name + "')")) {
      hash.next();

      assertThat(hash.getString(1))
          .isEqualTo(
              HexFormat.of()
                  .formatHex(
                      MessageDigest.getInstance("SHA-256")
                          .digest(name.getBytes(StandardCharsets.UTF_8))));
    }
  }

  @Test
  void aDroppedColumnIsMaskedAsLongAsASnapshotHasIt() {
    TableMetadata before = History.with(table(SCHEMA), History.snapshot(1, null));
    Schema without = new Schema(SCHEMA.columns().subList(1, 7));
    TableMetadata after = TableMetadata.buildFrom(before).setCurrentSchema(without, 8).build();
    Decision masked = decision(null, Map.of("customer", "NULL"));

    assertThat(engines.restrictions(masked, after).projections())
        .isEqualTo(Map.of(1, MaskAction.REPLACE_WITH_NULL));
    assertThat(
            engines
                .restrictions(
                    masked,
                    TableMetadata.buildFrom(table(SCHEMA)).setCurrentSchema(without, 8).build())
                .projections())
        .isEmpty();
  }

  @Test
  void aMaskHoldsForTheColumnThatIsCalledSoNow() {
    TableMetadata before = History.with(table(SCHEMA), History.snapshot(1, null));
    Schema renamed =
        new Schema(
            NestedField.optional(1, "buyer", Types.StringType.get()),
            NestedField.optional(9, "customer", Types.StringType.get()));
    TableMetadata after = TableMetadata.buildFrom(before).setCurrentSchema(renamed, 9).build();

    assertThat(
            engines.restrictions(decision(null, Map.of("customer", "NULL")), after).projections())
        .isEqualTo(Map.of(9, MaskAction.REPLACE_WITH_NULL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "upper(customer) = 'X'",
        "(customer = 'a') AND (customer IN (SELECT 'a'))",
        "region = 'West'",
        "sales > 5.555",
        "true OR random() < 0.5"
      })
  void whatTheProtocolCannotSayIsNotSaid(String filter) {
    assertThatThrownBy(() -> engines.restrictions(decision(filter, Map.of()), table(SCHEMA)))
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNPROCESSABLE));
  }

  private static String json(Decision decision, TableMetadata table) {
    return JsonUtil.generate(engines.restrictions(decision, table)::write, false);
  }

  private static Decision decision(String filter, Map<String, String> masks) {
    TreeMap<String, AppliedMask> applied = new TreeMap<>();
    masks.forEach((column, mask) -> applied.put(column, new AppliedMask(mask, "names")));
    return new Decision(
        Access.select(TableName.parse("shop.gold.sales")),
        true,
        "granted",
        Optional.ofNullable(filter),
        applied);
  }

  private static TableMetadata table(Schema schema) {
    return TableMetadata.newTableMetadata(
        schema,
        PartitionSpec.unpartitioned(),
        SortOrder.unsorted(),
        "s3://lakehouse/shop/gold/sales-1",
        Map.of("format-version", "2"));
  }
}
