package io.tarn.catalog.domain.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.lineage.Column;
import io.tarn.catalog.domain.lineage.Derivation;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.manifest.PolicySql;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, and what of it is hidden. */
class RulesTest {
  private static final TableName DAILY_SALES = TableName.parse("retail.gold.daily_sales");
  private static final TableName CUSTOMERS = TableName.parse("retail.gold.dim_customer");
  private static final TableName RAW = TableName.parse("retail.bronze.orders");
  private static final String INITIAL = "left(value, 1) || '***'";

  private static final Identity ANALYST = who("user:analyst", "group:analysts");
  private static final Identity ENGINEER = who("user:engineer", "group:engineers");
  private static final Identity GOLD_SERVICE = who("service:gold-service");

  @Test
  void a_right_on_a_namespace_holds_for_its_tables_and_says_through_whom() {
    Rules rules = rules(grant("retail.gold", Privilege.SELECT, "group:analysts"));

    Decision decision = rules.decide(ANALYST, Access.select(DAILY_SALES));

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.reason()).isEqualTo("SELECT on retail.gold via group:analysts");
    assertThat(decision.whole()).isTrue();
  }

  @Test
  void a_right_does_not_reach_beside_or_above_what_it_was_granted_on() {
    Rules rules = rules(grant("retail.gold.daily_sales", Privilege.SELECT, "group:analysts"));

    assertThat(rules.allows(ANALYST, Access.select(CUSTOMERS))).isFalse();
    assertThat(rules.allows(ANALYST, access("retail.gold", Privilege.SELECT))).isFalse();
    assertThat(rules.allows(ANALYST, access("metastore", Privilege.SELECT))).isFalse();
  }

  @Test
  void a_namespace_whose_name_begins_like_a_granted_one_is_not_granted() {
    Rules rules = rules(grant("retail.go", Privilege.SELECT, "group:analysts"));

    assertThat(rules.allows(ANALYST, Access.select(DAILY_SALES))).isFalse();
  }

  @Test
  void all_privileges_on_the_metastore_are_every_right_on_everything() {
    Rules rules = rules(grant("metastore", Privilege.ALL_PRIVILEGES, "group:engineers"));

    assertThat(Privilege.values())
        .allMatch(privilege -> rules.allows(ENGINEER, access("retail.bronze.orders", privilege)));
  }

  @Test
  void reading_is_not_writing_and_neither_is_granting() {
    Rules rules = rules(grant("retail", Privilege.SELECT, "group:analysts"));

    assertThat(rules.allows(ANALYST, access("retail.gold", Privilege.MODIFY))).isFalse();
    assertThat(rules.allows(ANALYST, access("retail.gold", Privilege.MANAGE))).isFalse();
    assertThat(rules.allows(ANALYST, access("retail.gold", Privilege.CREATE_TABLE))).isFalse();
  }

  @Test
  void effective_rights_are_those_granted_here_and_above_and_to_no_other() {
    Grant inherited = grant("retail", Privilege.SELECT, "group:analysts");
    Grant own = grant("retail.gold", Privilege.MODIFY, "user:analyst");
    Rules rules =
        rules(
            inherited,
            own,
            grant("retail.gold", Privilege.MANAGE, "group:engineers"),
            grant("retail.gold.daily_sales", Privilege.MANAGE, "user:analyst"));

    assertThat(rules.effective(ANALYST, Securable.parse("retail.gold")))
        .startsWith(own, inherited)
        .extracting(Grant::privilege)
        .doesNotContain(Privilege.MANAGE);
    assertThat(rules.effective(ANALYST, Securable.METASTORE))
        .extracting(Grant::privilege)
        .containsExactly(Privilege.USE_CATALOG, Privilege.USE_NAMESPACE);
  }

  @Test
  void a_user_named_like_a_group_does_not_get_its_rights() {
    Rules rules = rules(grant("retail", Privilege.SELECT, "group:analysts"));

    assertThat(rules.allows(who("user:analysts"), Access.select(DAILY_SALES))).isFalse();
  }

  @Test
  void a_refusal_says_what_is_missing_and_whom_to_ask_and_not_whether_the_table_exists() {
    Rules rules = rules(grant("retail.gold", Privilege.SELECT, "group:analysts"));

    Decision existing = rules.decide(ANALYST, Access.select(RAW));
    Decision invented =
        rules.decide(ANALYST, Access.select(TableName.parse("retail.bronze.nothing")));

    assertThat(existing.allowed()).isFalse();
    assertThat(existing.reason())
        .isEqualTo(
            "nobody granted SELECT on retail.bronze.orders to user:analyst or group:analysts;"
                + " ask an owner (group:engineers)");
    assertThat(invented.reason())
        .isEqualTo(existing.reason().replace("retail.bronze.orders", "retail.bronze.nothing"));
    assertThat(rules.sees(ANALYST, RAW)).isFalse();
  }

  @Test
  void a_mask_follows_its_tag_through_every_table_the_column_is_carried_to() {
    TableName silver = TableName.parse("retail.silver.orders");
    TableName report = TableName.parse("retail.gold.report");
    ColumnTags tags =
        ColumnTags.travelling(
            Map.of(new Column(silver, "customer_name"), Set.of("pii.name")),
            Map.of(),
            List.of(
                derivation("retail.silver.orders.customer_name", "retail.gold.dim_customer.name"),
                derivation("retail.silver.orders.sales", "retail.gold.dim_customer.spent"),
                derivation("retail.gold.dim_customer.name", "retail.gold.report.greeting")));
    Rules rules = masked(tags, mask("customer-names", "pii.name", INITIAL, "group:engineers"));

    assertThat(rules.decide(ANALYST, Access.select(silver)).columnMasks())
        .containsExactly(Map.entry("customer_name", INITIAL));
    assertThat(rules.decide(ANALYST, Access.select(CUSTOMERS)).columnMasks())
        .containsExactly(Map.entry("name", INITIAL));
    assertThat(rules.decide(ANALYST, Access.select(report)).columnMasks())
        .containsExactly(Map.entry("greeting", INITIAL));
    assertThat(rules.decide(ANALYST, Access.select(CUSTOMERS)).reason())
        .contains("name masked by policy customer-names");
  }

  @Test
  void tags_travel_in_circles_without_end() {
    ColumnTags tags =
        ColumnTags.travelling(
            Map.of(Column.parse("a.b.c.x"), Set.of("pii")),
            Map.of(),
            List.of(derivation("a.b.c.x", "a.b.d.y"), derivation("a.b.d.y", "a.b.c.x")));

    assertThat(tags.of(TableName.parse("a.b.d"))).containsExactly(Map.entry("y", Set.of("pii")));
  }

  @Test
  void a_cleared_tag_ends_there_and_others_go_on() {
    ColumnTags tags =
        ColumnTags.travelling(
            Map.of(Column.parse("a.b.c.name"), Set.of("pii.name", "secret")),
            Map.of(
                Column.parse("a.b.d.initial"), Set.of("pii.name"),
                Column.parse("a.b.c.name"), Set.of("secret")),
            List.of(
                derivation("a.b.c.name", "a.b.d.initial"),
                derivation("a.b.c.name", "a.b.d.name"),
                derivation("a.b.d.initial", "a.b.e.initial")));

    assertThat(tags.of(TableName.parse("a.b.c")))
        .containsExactly(Map.entry("name", Set.of("pii.name", "secret")));
    assertThat(tags.of(TableName.parse("a.b.d")))
        .containsOnly(
            Map.entry("initial", Set.of("secret")),
            Map.entry("name", Set.of("pii.name", "secret")));
    assertThat(tags.of(TableName.parse("a.b.e")))
        .containsExactly(Map.entry("initial", Set.of("secret")));
  }

  @Test
  void a_tag_on_a_payload_reaches_what_is_read_from_inside_it_and_the_other_way() {
    ColumnTags tags =
        ColumnTags.travelling(
            Map.of(
                Column.parse("a.b.c.payload.customer"), Set.of("pii"),
                Column.parse("a.b.e.payload"), Set.of("secret")),
            Map.of(),
            List.of(
                derivation("a.b.c.payload", "a.b.copy.body"),
                derivation("a.b.c.payload.customer.name", "a.b.copy.name"),
                derivation("a.b.c.payload.customers", "a.b.copy.count"),
                derivation("a.b.e.payload.amount", "a.b.copy.amount")));

    assertThat(tags.of(TableName.parse("a.b.copy")))
        .containsOnly(
            Map.entry("body", Set.of("pii")),
            Map.entry("name", Set.of("pii")),
            Map.entry("amount", Set.of("secret")));
  }

  @Test
  void the_excepted_and_the_services_see_the_column_as_it_is() {
    Rules rules = masked(nameTag(), mask("customer-names", "pii.name", INITIAL, "group:engineers"));

    assertThat(rules.decide(ENGINEER, Access.select(CUSTOMERS)).whole()).isTrue();
    assertThat(rules.decide(GOLD_SERVICE, Access.select(CUSTOMERS)).whole()).isTrue();
    assertThat(rules.decide(ANALYST, Access.select(CUSTOMERS)).whole()).isFalse();
  }

  @Test
  void a_user_who_calls_himself_like_a_service_is_not_trusted_like_one() {
    Rules rules = masked(nameTag(), mask("customer-names", "pii.name", INITIAL, "group:engineers"));
    Identity impostor = who("user:service-account-gold-service", "group:gold-service");

    assertThat(rules.allows(impostor, Access.select(CUSTOMERS))).isFalse();
  }

  @Test
  void several_masks_on_one_column_show_nothing_unless_exactly_one_applies() {
    ColumnMask first = mask("first", "pii.name", INITIAL, "group:engineers");
    ColumnMask second = mask("second", "pii.name", "'hidden'", "group:analysts");
    Rules rules = masked(nameTag(), first, second, mask("third", "pii.name", "md5(value)"));

    Decision analyst = rules.decide(ANALYST, Access.select(CUSTOMERS));
    Decision both =
        rules.decide(
            who("user:boss", "group:engineers", "group:analysts"), Access.select(CUSTOMERS));

    assertThat(analyst.columnMasks()).containsExactly(Map.entry("name", "NULL"));
    assertThat(analyst.reason())
        .contains("name is NULL: several masks apply, of policy first and third");
    assertThat(both.columnMasks()).containsExactly(Map.entry("name", "md5(value)"));
  }

  @Test
  void a_mask_of_a_path_inside_a_column_hides_the_whole_column() {
    ColumnTags tags =
        ColumnTags.travelling(
            Map.of(new Column(CUSTOMERS, "address.street"), Set.of("pii.name")),
            Map.of(),
            List.of());
    Rules rules = masked(tags, mask("customer-names", "pii.name", INITIAL));

    assertThat(rules.decide(ANALYST, Access.select(CUSTOMERS)).columnMasks())
        .containsExactly(Map.entry("address", "NULL"));
  }

  @Test
  void a_sensitive_tag_hides_its_column_where_no_policy_masks_it() {
    Rules rules = masked(nameTag(), mask("emails", "pii.email", INITIAL));

    Decision analyst = rules.decide(ANALYST, Access.select(CUSTOMERS));

    assertThat(analyst.allowed()).isTrue();
    assertThat(analyst.columnMasks()).containsExactly(Map.entry("name", "NULL"));
    assertThat(analyst.reason())
        .endsWith("name is NULL: tagged pii.name, and no policy says how it is masked");
    assertThat(rules.decide(GOLD_SERVICE, Access.select(CUSTOMERS)).whole()).isTrue();
  }

  @Test
  void who_manages_the_table_sees_what_no_policy_masks_and_who_only_reads_or_writes_does_not() {
    for (Privilege privilege : List.of(Privilege.MANAGE, Privilege.ALL_PRIVILEGES)) {
      Rules rules = sensitive(nameTag(), grant("retail.gold", privilege, "user:owner"));
      assertThat(rules.decide(who("user:owner", "group:analysts"), Access.select(CUSTOMERS)))
          .satisfies(decision -> assertThat(decision.whole()).isTrue());
    }
    Rules rules =
        sensitive(
            nameTag(),
            grant("retail", Privilege.MODIFY, "group:analysts"),
            grant("retail.gold.report", Privilege.MANAGE, "group:analysts"));
    assertThat(rules.decide(ANALYST, Access.select(CUSTOMERS)).whole()).isFalse();
  }

  @Test
  void a_policy_that_names_the_tag_decides_also_for_those_who_manage() {
    Rules rules =
        sensitive(
            nameTag(),
            List.of(mask("customer-names", "pii.name", INITIAL, "group:engineers")),
            grant("retail", Privilege.MANAGE, "user:owner"));

    assertThat(rules.decide(ENGINEER, Access.select(CUSTOMERS)).whole()).isTrue();
    assertThat(
            rules
                .decide(who("user:owner", "group:analysts"), Access.select(CUSTOMERS))
                .columnMasks())
        .containsExactly(Map.entry("name", INITIAL));
  }

  @Test
  void of_two_tags_on_a_column_the_one_without_a_mask_hides_it_from_the_excepted_too() {
    ColumnTags tags =
        ColumnTags.travelling(
            Map.of(new Column(CUSTOMERS, "name"), Set.of("pii.name", "pii.key")),
            Map.of(),
            List.of());
    Rules rules = masked(tags, mask("customer-names", "pii.name", INITIAL, "group:engineers"));

    assertThat(rules.decide(ENGINEER, Access.select(CUSTOMERS)).columnMasks())
        .containsExactly(Map.entry("name", "NULL"));
  }

  @Test
  void a_sensitive_path_inside_a_payload_hides_all_of_it_and_tags_that_only_begin_alike_nothing() {
    ColumnTags tags =
        ColumnTags.travelling(
            Map.of(
                Column.parse(CUSTOMERS + ".payload.customer.email"), Set.of("pii"),
                Column.parse(CUSTOMERS + ".spent"), Set.of("piio"),
                Column.parse(CUSTOMERS + ".region"), Set.of("geo.pii")),
            Map.of(),
            List.of());

    Decision decision = masked(tags).decide(ANALYST, Access.select(CUSTOMERS));

    assertThat(decision.columnMasks()).containsExactly(Map.entry("payload", "NULL"));
    assertThat(decision.reason())
        .endsWith(
            "payload is NULL: payload.customer.email is tagged pii, and no policy says how it is masked");
  }

  @Test
  void row_filters_hold_together_for_all_but_the_excepted() {
    Restrictions restrictions =
        new Restrictions(
            List.of(),
            List.of(
                filter("west-only", "region = 'West' -- ours", "group:engineers"),
                filter("recent", "day > '2016-01-01' OR open", "user:boss")),
            ColumnTags.NONE,
            SensitiveTags.NONE);
    Rules rules =
        rules(
            restrictions,
            grant("retail", Privilege.SELECT, "group:analysts"),
            grant("retail", Privilege.SELECT, "group:engineers"));

    assertThat(rules.decide(ANALYST, Access.select(DAILY_SALES)).rowFilter())
        .hasValue("(region = 'West' -- ours\n) AND (day > '2016-01-01' OR open\n)");
    assertThat(rules.decide(ENGINEER, Access.select(DAILY_SALES)).rowFilter())
        .hasValue("day > '2016-01-01' OR open");
    assertThat(rules.decide(ANALYST, Access.select(CUSTOMERS)).rowFilter()).isEmpty();
  }

  /**
   * In each row: what is granted to the analysts beside SELECT on the table, and what is missing.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                     | USE CATALOG on retail and USE NAMESPACE on retail.gold",
        "USE CATALOG on retail                                | USE NAMESPACE on retail.gold",
        "USE NAMESPACE on retail.gold                         | USE CATALOG on retail",
        "USE CATALOG on retail, USE NAMESPACE on retail.gold  | nothing",
        "USE CATALOG on retail, USE NAMESPACE on retail       | nothing",
        "USE CATALOG on metastore, USE NAMESPACE on metastore | nothing",
        "ALL PRIVILEGES on retail                             | nothing",
        "ALL PRIVILEGES on retail.gold                        | USE CATALOG on retail",
        "ALL PRIVILEGES on retail.gold.daily_sales            | USE CATALOG on retail and USE NAMESPACE on retail.gold",
        "MANAGE on metastore                                  | USE CATALOG on retail and USE NAMESPACE on retail.gold",
        "BROWSE on metastore                                  | USE CATALOG on retail and USE NAMESPACE on retail.gold",
        "USE CATALOG on retail.gold, USE NAMESPACE on retail.gold.daily_sales | USE CATALOG on retail and USE NAMESPACE on retail.gold",
        "USE CATALOG on other, USE NAMESPACE on retail.silver | USE CATALOG on retail and USE NAMESPACE on retail.gold",
      })
  void a_right_to_data_counts_where_one_may_use_what_the_data_are_in(
      String granted, String missing) {
    Rules rules =
        bare(
            Stream.concat(
                    Stream.of("SELECT on retail.gold.daily_sales"),
                    granted == null ? Stream.empty() : Arrays.stream(granted.split(", ")))
                .map(right -> right.split(" on "))
                .map(right -> grant(right[1], Privilege.parse(right[0]), "group:analysts"))
                .toArray(Grant[]::new));

    Decision decision = rules.decide(ANALYST, Access.select(DAILY_SALES));

    assertThat(decision.allowed()).isEqualTo(missing.equals("nothing"));
    if (!decision.allowed()) {
      assertThat(decision.reason()).startsWith("nobody granted " + missing + " to user:analyst");
    }
  }

  @Test
  void of_namespaces_in_one_another_the_innermost_is_used() {
    Grant read = grant("retail.web.clicks.visits", Privilege.SELECT, "group:analysts");
    Grant enter = grant("retail", Privilege.USE_CATALOG, "group:analysts");
    Access visits = Access.select(TableName.parse("retail.web.clicks.visits"));

    assertThat(
            bare(read, enter, use("retail.web.clicks", "group:analysts")).allows(ANALYST, visits))
        .isTrue();
    assertThat(bare(read, enter, use("retail.web", "group:analysts")).allows(ANALYST, visits))
        .isTrue();
    assertThat(bare(read, enter, use("retail.web.pages", "group:analysts")).allows(ANALYST, visits))
        .isFalse();
  }

  @Test
  void what_is_made_is_made_inside_what_one_may_use() {
    Grant table = grant("retail.gold", Privilege.CREATE_TABLE, "group:analysts");
    Grant namespace = grant("retail", Privilege.CREATE_NAMESPACE, "group:analysts");
    Grant enter = grant("retail", Privilege.USE_CATALOG, "group:analysts");

    assertThat(bare(table, enter).missing(ANALYST, access("retail.gold", Privilege.CREATE_TABLE)))
        .containsExactly(access("retail.gold", Privilege.USE_NAMESPACE));
    assertThat(bare(namespace).missing(ANALYST, access("retail", Privilege.CREATE_NAMESPACE)))
        .containsExactly(access("retail", Privilege.USE_CATALOG));
    assertThat(bare(namespace, enter).allows(ANALYST, access("retail", Privilege.CREATE_NAMESPACE)))
        .isTrue();
    assertThat(bare(table, enter).allows(ANALYST, access("retail", Privilege.CREATE_NAMESPACE)))
        .isFalse();
  }

  @Test
  void to_manage_is_not_to_read() {
    Rules rules = rules(grant("retail", Privilege.MANAGE, "group:analysts"));

    assertThat(rules.allows(ANALYST, access("retail.gold.daily_sales", Privilege.MANAGE))).isTrue();
    assertThat(rules.allows(ANALYST, Access.select(DAILY_SALES))).isFalse();
    assertThat(rules.allows(ANALYST, access("retail.gold.daily_sales", Privilege.MODIFY)))
        .isFalse();
  }

  @Test
  void who_browses_sees_that_it_is_there_and_nothing_of_what_is_in_it() {
    Rules rules = bare(grant("retail.gold", Privilege.BROWSE, "group:analysts"));

    assertThat(rules.sees(ANALYST, DAILY_SALES)).isTrue();
    assertThat(rules.seesFigures(ANALYST, DAILY_SALES)).isFalse();
    assertThat(rules.allows(ANALYST, Access.select(DAILY_SALES))).isFalse();
    assertThat(rules.seesNamespace(ANALYST, Securable.parse("retail.gold"))).isTrue();
    assertThat(rules.sees(ANALYST, RAW)).isFalse();
    assertThat(rules.seesNamespace(ANALYST, Securable.parse("retail.bronze"))).isFalse();
  }

  @Test
  void a_right_that_does_not_count_shows_nothing() {
    Rules rules = bare(grant("retail", Privilege.SELECT, "group:analysts"));

    assertThat(rules.sees(ANALYST, DAILY_SALES)).isFalse();
    assertThat(rules.seesNamespace(ANALYST, Securable.parse("retail.gold"))).isFalse();
  }

  @Test
  void to_use_is_not_to_see() {
    Rules rules = rules();

    assertThat(rules.sees(ANALYST, DAILY_SALES)).isFalse();
    assertThat(rules.seesNamespace(ANALYST, Securable.parse("retail.gold"))).isFalse();
  }

  @Test
  void a_model_is_executed_with_the_right_on_it_or_on_what_it_is_in() {
    Access forecast = access("retail.gold.weekly_sales", Privilege.EXECUTE);

    assertThat(
            rules(grant("retail.gold.weekly_sales", Privilege.EXECUTE, "group:analysts"))
                .allows(ANALYST, forecast))
        .isTrue();
    assertThat(
            rules(grant("retail", Privilege.EXECUTE, "group:analysts")).allows(ANALYST, forecast))
        .isTrue();
    assertThat(rules(grant("retail", Privilege.SELECT, "group:analysts")).allows(ANALYST, forecast))
        .isFalse();
  }

  @Test
  void an_owner_may_all_on_it_and_below_as_far_as_he_may_use_what_it_is_in() {
    Grant owned = Grant.ofOwner(Securable.parse("retail.gold"), Principal.parse("user:analyst"));

    assertThat(rules(owned).allows(ANALYST, Access.select(DAILY_SALES))).isTrue();
    assertThat(rules(owned).owner(Securable.parse("retail.gold")))
        .hasValue(Principal.parse("user:analyst"));
    assertThat(rules(owned).owner(Securable.of(DAILY_SALES))).isEmpty();
    assertThat(bare(owned).missing(ANALYST, Access.select(DAILY_SALES)))
        .containsExactly(access("retail", Privilege.USE_CATALOG));
    assertThat(rules(owned).allows(ANALYST, access("retail", Privilege.MANAGE))).isFalse();
  }

  @Test
  void a_table_of_unknown_lineage_is_its_owners_alone_and_the_administrators() {
    Grant owned = Grant.ofOwner(Securable.of(DAILY_SALES), Principal.parse("user:scientist"));
    Grant inherited = grant("retail.gold", Privilege.SELECT, "group:analysts");
    Grant all = grant("retail.gold", Privilege.ALL_PRIVILEGES, "group:officers");
    Grant ofNamespace = Grant.ofOwner(Securable.parse("retail.gold"), Principal.parse("user:boss"));
    Grant metastore = grant("metastore", Privilege.MANAGE, "group:operators");
    Grant operators = grant("retail", Privilege.SELECT, "group:operators");
    Grant services = grant("metastore", Privilege.SELECT, "service:gold-service");
    Rules rules =
        unknown(Map.of(), owned, inherited, all, ofNamespace, metastore, operators, services);

    assertThat(reads(rules, who("user:scientist"))).isTrue();
    assertThat(reads(rules, who("user:operator", "group:operators"))).isTrue();
    assertThat(reads(rules, GOLD_SERVICE)).isTrue();
    assertThat(reads(rules, ANALYST)).isFalse();
    assertThat(reads(rules, who("user:officer", "group:officers"))).isFalse();
    assertThat(reads(rules, who("user:boss"))).isFalse();
    assertThat(rules.allows(ANALYST, Access.select(CUSTOMERS))).isTrue();
    assertThat(rules.effective(ANALYST, Securable.of(DAILY_SALES))).doesNotContain(inherited);
    assertThat(rules.decide(ANALYST, Access.select(DAILY_SALES)).reason())
        .isEqualTo(
            "SELECT on retail.gold via group:analysts does not reach retail.gold.daily_sales,"
                + " whose lineage is unknown: it is its owner's alone until it is classified;"
                + " ask an owner (group:engineers)");
  }

  @Test
  void of_the_grants_on_it_only_the_owners_reach_a_table_of_unknown_lineage() {
    Principal scientist = Principal.parse("user:scientist");
    Grant owned = Grant.ofOwner(Securable.of(DAILY_SALES), scientist);
    Grant direct = grant(DAILY_SALES.toString(), Privilege.SELECT, "group:analysts");

    assertThat(reads(unknown(Map.of(direct, scientist), owned, direct), ANALYST)).isTrue();
    assertThat(reads(unknown(Map.of(), owned, direct), ANALYST)).isFalse();
    assertThat(reads(unknown(Map.of(direct, Principal.parse("user:boss")), owned, direct), ANALYST))
        .isFalse();
  }

  /** Or the answer would tell somebody who may not even use the namespace that it is there. */
  @Test
  void whoever_may_not_use_the_namespace_is_not_told_that_a_table_in_it_is_unknown() {
    Rules rules =
        unknown(
            Map.of(),
            grant("retail", Privilege.SELECT, "user:stranger"),
            grant("retail", Privilege.USE_CATALOG, "user:stranger"));

    assertThat(rules.decide(who("user:stranger"), Access.select(DAILY_SALES)).reason())
        .isEqualTo(
            rules
                .decide(who("user:stranger"), Access.select(TableName.parse("retail.gold.nothing")))
                .reason());
  }

  @Test
  void what_is_said_of_one_table_later_changes_nothing_else() {
    Grant declared =
        new Grant(
            Securable.of(DAILY_SALES),
            Privilege.SELECT,
            Principal.parse("group:analysts"),
            Grant.declaredBy("sales"));
    Grant overRest = ofTable(Privilege.SELECT, "user:boss");
    Rules before =
        bare(declared, overRest, grant("retail.gold.other", Privilege.SELECT, "user:boss"))
            .with(8, List.of(said(Optional.of(Principal.parse("user:old")), false)));

    Rules after = before.with(9, List.of(said(Optional.of(Principal.parse("user:new")), true)));

    Securable table = Securable.of(DAILY_SALES);
    assertThat(after.version()).isEqualTo(9);
    assertThat(after.on(table))
        .containsExactlyInAnyOrder(declared, Grant.ofOwner(table, Principal.parse("user:new")));
    assertThat(after.on(Securable.parse("retail.gold.other"))).hasSize(1);
    assertThat(after.unknown().tables().securables()).containsExactly(table);
    assertThat(before.owner(table)).contains(Principal.parse("user:old"));
    assertThat(before.unknown().tables().securables()).isEmpty();
    assertThat(after.with(10, List.of(Particulars.none(table))))
        .isEqualTo(
            bare(declared, grant("retail.gold.other", Privilege.SELECT, "user:boss"))
                .with(10, List.of()));
  }

  @Test
  void a_declared_table_is_known_whatever_its_commits_say() {
    Rules rules = bare();
    Rules declared =
        new Rules(
            1,
            rules.grants(),
            rules.restrictions(),
            UnknownLineage.besides(Set.of(Securable.of(DAILY_SALES)), Map.of()),
            rules.trusted(),
            rules.owners());

    assertThat(
            declared.with(2, List.of(said(Optional.empty(), true))).unknown().tables().securables())
        .isEmpty();
  }

  private static Particulars said(Optional<Principal> owner, boolean unknown) {
    return new Particulars(Securable.of(DAILY_SALES), owner, Map.of(), unknown);
  }

  private static Grant ofTable(Privilege privilege, String principal) {
    return new Grant(Securable.of(DAILY_SALES), privilege, Principal.parse(principal), Grant.REST);
  }

  /** Daily sales is of unknown lineage; everybody may use all there is. */
  private static Rules unknown(Map<Grant, Principal> givers, Grant... grants) {
    Rules known = rules(grants);
    Securable table = Securable.of(DAILY_SALES);
    Map<Grant, Optional<Principal>> overRest =
        known.on(table).stream()
            .filter(grant -> grant.origin().equals(Grant.REST))
            .collect(
                Collectors.toMap(grant -> grant, grant -> Optional.ofNullable(givers.get(grant))));
    return new Rules(
            known.version(),
            Rules.bySecurable(
                Stream.concat(
                        known.grants().values().flatMap(List::stream),
                        Stream.of(
                                "user:scientist", "user:boss", "group:officers", "group:operators")
                            .flatMap(RulesTest::uses))
                    .toList()),
            known.restrictions(),
            UnknownLineage.besides(Set.of(), givers),
            known.trusted(),
            known.owners())
        .with(known.version(), List.of(new Particulars(table, known.owner(table), overRest, true)));
  }

  private static boolean reads(Rules rules, Identity who) {
    return rules.allows(who, Access.select(DAILY_SALES));
  }

  @Test
  void filters_and_masks_know_who_reads() {
    PolicySql own =
        new PolicySql(
            List.of(
                new PolicySql.Text("region = "),
                new PolicySql.CurrentUser(),
                new PolicySql.Text(" OR "),
                new PolicySql.IsMember("engineers")));
    Rules rules =
        rules(
            new Restrictions(
                List.of(new ColumnMask("own", "pii.name", own, Set.of())),
                List.of(new RowFilter("own", CUSTOMERS, own, Set.of())),
                nameTag(),
                SensitiveTags.NONE),
            grant("retail", Privilege.SELECT, "group:analysts"),
            grant("retail", Privilege.SELECT, "group:engineers"),
            grant("retail", Privilege.ALL_PRIVILEGES, "service:robot"));

    Decision analyst =
        rules.decide(who("user:o'brien", "group:analysts"), Access.select(CUSTOMERS));
    assertThat(analyst.rowFilter()).hasValue("region = 'o''brien' OR false");
    assertThat(analyst.columnMasks())
        .containsExactly(Map.entry("name", "region = 'o''brien' OR false"));
    assertThat(rules.decide(ENGINEER, Access.select(CUSTOMERS)).rowFilter())
        .hasValue("region = 'engineer' OR true");
    assertThat(rules.decide(who("service:robot"), Access.select(CUSTOMERS)).rowFilter())
        .hasValue("region = 'service-account-robot' OR false");
  }

  private static ColumnTags nameTag() {
    return ColumnTags.travelling(
        Map.of(new Column(CUSTOMERS, "name"), Set.of("pii.name")), Map.of(), List.of());
  }

  private static Rules masked(ColumnTags tags, ColumnMask... masks) {
    return rules(
        new Restrictions(List.of(masks), List.of(), tags, new SensitiveTags(Set.of("pii"))),
        grant("retail", Privilege.SELECT, "group:analysts"),
        grant("retail", Privilege.SELECT, "group:engineers"),
        grant("metastore", Privilege.SELECT, "service:gold-service"));
  }

  private static Rules sensitive(ColumnTags tags, Grant... grants) {
    return sensitive(tags, List.of(), grants);
  }

  private static Rules sensitive(ColumnTags tags, List<ColumnMask> masks, Grant... grants) {
    return rules(
        new Restrictions(masks, List.of(), tags, new SensitiveTags(Set.of("pii"))),
        Stream.concat(
                Stream.of(
                    grant("retail", Privilege.SELECT, "group:analysts"),
                    grant("retail", Privilege.SELECT, "group:engineers")),
                Arrays.stream(grants))
            .toArray(Grant[]::new));
  }

  private static Rules rules(Grant... grants) {
    return rules(Restrictions.NONE, grants);
  }

  /** Everybody may use all there is, so that each story is about what else one may. */
  private static Rules rules(Restrictions restrictions, Grant... grants) {
    return bare(
        restrictions,
        Stream.concat(
            Stream.of("group:analysts", "group:engineers", "service:gold-service")
                .flatMap(RulesTest::uses),
            Arrays.stream(grants)));
  }

  /** These grants and no others. */
  private static Rules bare(Grant... grants) {
    return bare(Restrictions.NONE, Arrays.stream(grants));
  }

  private static Rules bare(Restrictions restrictions, Stream<Grant> grants) {
    return new Rules(
        7,
        Rules.bySecurable(grants.toList()),
        restrictions,
        UnknownLineage.NONE,
        Set.of(Principal.parse("service:gold-service")),
        List.of(Principal.parse("group:engineers")));
  }

  private static Stream<Grant> uses(String principal) {
    return Stream.of(
        grant("metastore", Privilege.USE_CATALOG, principal), use("metastore", principal));
  }

  private static Grant use(String namespace, String principal) {
    return grant(namespace, Privilege.USE_NAMESPACE, principal);
  }

  private static Identity who(String self, String... groups) {
    return new Identity(
        Principal.parse(self),
        Stream.concat(Stream.of(self), Arrays.stream(groups))
            .map(Principal::parse)
            .collect(Collectors.toSet()));
  }

  private static Access access(String securable, Privilege privilege) {
    return new Access(Securable.parse(securable), privilege);
  }

  private static Grant grant(String securable, Privilege privilege, String principal) {
    return new Grant(Securable.parse(securable), privilege, Principal.parse(principal), Grant.REST);
  }

  private static ColumnMask mask(String policy, String tag, String expression, String... except) {
    return new ColumnMask(policy, tag, PolicySql.of(expression), principals(except));
  }

  private static RowFilter filter(String policy, String condition, String... except) {
    return new RowFilter(policy, DAILY_SALES, PolicySql.of(condition), principals(except));
  }

  private static Set<Principal> principals(String... written) {
    return Arrays.stream(written).map(Principal::parse).collect(Collectors.toSet());
  }

  private static Derivation derivation(String from, String to) {
    return new Derivation(Column.parse(from), Column.parse(to));
  }
}
