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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
        .containsExactly(own, inherited);
    assertThat(rules.effective(ANALYST, Securable.METASTORE)).isEmpty();
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
                filter("west-only", "region = 'West'", "group:engineers"),
                filter("recent", "day > '2016-01-01' OR open", "user:boss")),
            ColumnTags.NONE,
            SensitiveTags.NONE);
    Rules rules =
        rules(
            restrictions,
            grant("retail", Privilege.SELECT, "group:analysts"),
            grant("retail", Privilege.SELECT, "group:engineers"));

    assertThat(rules.decide(ANALYST, Access.select(DAILY_SALES)).rowFilter())
        .hasValue("(region = 'West') AND (day > '2016-01-01' OR open)");
    assertThat(rules.decide(ENGINEER, Access.select(DAILY_SALES)).rowFilter())
        .hasValue("(day > '2016-01-01' OR open)");
    assertThat(rules.decide(ANALYST, Access.select(CUSTOMERS)).rowFilter()).isEmpty();
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
            grant("retail", Privilege.SELECT, "service:robot"));

    Decision analyst =
        rules.decide(who("user:o'brien", "group:analysts"), Access.select(CUSTOMERS));
    assertThat(analyst.rowFilter()).hasValue("(region = 'o''brien' OR false)");
    assertThat(analyst.columnMasks())
        .containsExactly(Map.entry("name", "region = 'o''brien' OR false"));
    assertThat(rules.decide(ENGINEER, Access.select(CUSTOMERS)).rowFilter())
        .hasValue("(region = 'engineer' OR true)");
    assertThat(rules.decide(who("service:robot"), Access.select(CUSTOMERS)).rowFilter())
        .hasValue("(region = 'service-account-robot' OR false)");
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

  private static Rules rules(Restrictions restrictions, Grant... grants) {
    return new Rules(
        7,
        Rules.bySecurable(List.of(grants)),
        restrictions,
        Set.of(Principal.parse("service:gold-service")),
        List.of(Principal.parse("group:engineers")));
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
