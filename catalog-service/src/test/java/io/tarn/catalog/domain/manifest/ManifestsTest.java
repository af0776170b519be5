package io.tarn.catalog.domain.manifest;

import static io.tarn.catalog.domain.People.ANALYST;
import static io.tarn.catalog.domain.People.ENGINEER;
import static io.tarn.catalog.domain.People.GOLD_SERVICE;
import static io.tarn.catalog.domain.People.who;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.domain.Identity;
import io.tarn.catalog.domain.Privilege;
import io.tarn.catalog.domain.RecordedTrail;
import io.tarn.catalog.domain.alert.Webhooks;
import io.tarn.catalog.domain.permission.AccessControl;
import io.tarn.catalog.domain.permission.Grant;
import io.tarn.catalog.domain.permission.Policies;
import io.tarn.catalog.domain.permission.RuleBook;
import io.tarn.catalog.domain.permission.RuleStore;
import io.tarn.catalog.domain.permission.Rules;
import io.tarn.catalog.domain.permission.Securable;
import io.tarn.catalog.domain.permission.SensitiveTags;
import io.tarn.catalog.domain.permission.UnknownLineage;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ManifestReader;
import io.tarn.model.manifest.PolicySql;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Declaring, changing and taking back manifests. */
class ManifestsTest {
  private static final String ORDERS =
      """
      kind: Source
      name: shop.bronze.orders
      http: { path: /orders, format: json }
      """;
  private static final String SILVER =
      """
      kind: Table
      name: shop.silver.orders
      mode: view
      from: { o: shop.bronze.orders }
      parse: { o: json }
      sql: SELECT o.id AS id, o.customer AS customer FROM o
      tags: { customer: pii.name }
      """;
  private static final String GOLD =
      """
      kind: Table
      name: shop.gold.customers
      mode: view
      from: { s: shop.silver.orders }
      sql: SELECT customer, count(*) AS orders FROM s GROUP BY customer
      """;
  private static final String MASK =
      """
      kind: Policy
      name: customer-names
      for: { tag: pii.name }
      mask: "left(value, 1) || '***'"
      except: [group:engineers]
      """;

  /** Another table with the tag, so that there can be a mask for it. */
  private static final String MASK_SOURCE = SILVER.replace("silver.orders", "silver.people");

  private final KeptManifests kept = new KeptManifests();
  private final RecordedTrail trail = new RecordedTrail();
  private final List<Grant> grants = new ArrayList<>();
  private final Map<TableName, Integer> formats = new HashMap<>();
  private Manifests manifests;

  @BeforeEach
  void administratorsManageEverything() {
    grant("metastore", Privilege.ALL_PRIVILEGES, "group:engineers");
    grant("metastore", Privilege.SELECT, "service:gold-service");
    for (String principal : List.of("group:analysts", "group:officers", "service:gold-service")) {
      grant("metastore", Privilege.USE_CATALOG, principal);
      grant("metastore", Privilege.USE_NAMESPACE, principal);
    }
    RuleBook book = new RuleBook(new Current(), Duration.ZERO, Clock.systemUTC());
    AccessControl access = new AccessControl(book, trail);
    Planner planner =
        new Planner(
            new ManifestReader(ManifestsTest::parsed),
            kept,
            Set::of,
            access,
            new Surroundings(
                table -> Optional.ofNullable(formats.get(table)),
                new Webhooks(Set.of("hooks.example")),
                new Origins(Set.of("landing"))));
    manifests = new Manifests(kept, planner, kept, access, trail);
  }

  @Test
  void what_is_applied_is_in_force_announced_and_on_record() {
    List<Change> changes = manifests.apply(ENGINEER, documents(ORDERS, SILVER));

    assertThat(changes).extracting(Change::kind).containsOnly(Change.Kind.created);
    assertThat(kept.announced())
        .containsExactly(
            "Source/shop.bronze.orders version 1", "Table/shop.silver.orders version 1");
    assertThat(trail.entries())
        .containsExactly(
            "user:engineer did APPLY [Source/shop.bronze.orders, Table/shop.silver.orders]:"
                + " created Source/shop.bronze.orders version 1;"
                + " created Table/shop.silver.orders version 1");
  }

  @Test
  void what_did_not_change_keeps_its_version_whatever_its_comments() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));

    List<Change> changes =
        manifests.apply(
            ENGINEER,
            documents(
                "# the same\n" + ORDERS,
                SILVER.replace("customer FROM", "buyer, o.customer AS customer FROM")));

    assertThat(changes)
        .extracting(Change::kind, Change::version)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Change.Kind.unchanged, 1L),
            org.assertj.core.groups.Tuple.tuple(Change.Kind.changed, 2L));
    assertThat(kept.announced()).last().isEqualTo("Table/shop.silver.orders version 2");
  }

  @Test
  void the_order_of_inputs_is_a_change_since_the_first_drives_the_step() {
    String joined =
        SILVER.replace(
            "{ o: shop.bronze.orders }", "{ o: shop.bronze.orders, z: shop.bronze.zips }");
    String zips = ORDERS.replace("orders", "zips");
    manifests.apply(ENGINEER, documents(ORDERS, zips, joined));

    List<Change> changes =
        manifests.apply(
            ENGINEER,
            joined.replace(
                "{ o: shop.bronze.orders, z: shop.bronze.zips }",
                "{ z: shop.bronze.zips, o: shop.bronze.orders }"));

    assertThat(changes).extracting(Change::kind).containsExactly(Change.Kind.changed);
  }

  @Test
  void one_wrong_document_and_nothing_is_applied() {
    assertThatThrownBy(
            () ->
                manifests.apply(
                    ENGINEER, documents(ORDERS, SILVER.replace("mode: view", "mode: viw"))))
        .isInstanceOfSatisfying(
            InvalidManifests.class,
            wrong -> {
              assertThat(wrong.errors()).hasSize(1);
              assertThat(wrong.errors().getFirst().line()).isEqualTo(7);
              assertThat(wrong.errors().getFirst().hint()).contains("view");
            });

    assertThat(kept.inForce()).isEmpty();
    assertThat(kept.announced()).isEmpty();
  }

  @Test
  void a_source_takes_no_files_of_tables_and_nothing_that_another_takes() {
    String files =
        """
        kind: Source
        name: shop.bronze.%s
        files: { bucket: %s, prefix: %s, format: json }
        """;
    manifests.apply(ENGINEER, documents(ORDERS, files.formatted("drops", "landing", "shop/in/")));

    assertThat(refusal(ENGINEER, files.formatted("spy", "lakehouse", "retail/gold/")))
        .contains("sources may not read the bucket lakehouse");
    assertThat(refusal(ENGINEER, files.formatted("spy", "landing", "shop/")))
        .contains("shop/ in the bucket landing is another source's");
    assertThat(refusal(ENGINEER, ORDERS.replace("shop.bronze.orders", "shop.bronze.spy")))
        .contains("/push/orders is another source's");
    assertThat(refusal(ENGINEER, files.formatted("more", "landing", "shop/more/")))
        .isEqualTo("none");
  }

  @Test
  void a_table_keeps_the_format_version_it_was_made_with() {
    formats.put(TableName.parse("shop.bronze.orders"), 3);

    assertThatThrownBy(
            () -> manifests.apply(ENGINEER, documents(ORDERS + "format version: 2\n", SILVER)))
        .isInstanceOfSatisfying(
            InvalidManifests.class,
            wrong ->
                assertThat(wrong.errors())
                    .singleElement()
                    .hasToString(
                        "manifests.yaml:1:1: the table is there, in format version 3\n"
                            + "    A table stays what it was made as:"
                            + " write that version, or leave it out."));
    assertThat(kept.inForce()).isEmpty();
    manifests.apply(ENGINEER, documents(ORDERS + "format version: 3\n", SILVER));
  }

  @Test
  void a_policy_whose_sql_asks_what_cannot_be_answered_is_refused_where_it_stands() {
    assertThatThrownBy(
            () ->
                manifests.apply(
                    ENGINEER,
                    documents(ORDERS, SILVER, MASK.replace("left(value, 1)", "is_member(region)"))))
        .isInstanceOfSatisfying(
            InvalidManifests.class,
            wrong ->
                assertThat(wrong.errors())
                    .singleElement()
                    .hasToString("manifests.yaml:16:7: is_member takes a text.\n    Write one."));
    assertThat(kept.inForce()).isEmpty();
  }

  @Test
  void a_plan_says_what_would_change_and_which_tables_follow_and_changes_nothing() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER, GOLD));

    List<Change> plan =
        manifests.plan(ENGINEER, ORDERS.replace("path: /orders", "path: /shop-orders"));

    assertThat(plan.getFirst().kind()).isEqualTo(Change.Kind.changed);
    assertThat(plan.getFirst().affected())
        .containsExactly(
            TableName.parse("shop.gold.customers"), TableName.parse("shop.silver.orders"));
    assertThat(kept.inForce()).extracting(StoredManifest::version).containsOnly(1L);
  }

  @Test
  void a_plan_for_a_mask_names_the_tables_whose_readers_will_see_less() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));

    assertThat(manifests.plan(ENGINEER, MASK).getFirst().affected())
        .contains(TableName.parse("shop.silver.orders"));
  }

  @Test
  void who_does_not_manage_the_namespace_applies_nothing_and_the_attempt_is_on_record() {
    grant("shop.bronze", Privilege.MANAGE, "group:analysts");

    assertRefused(ANALYST, documents(ORDERS, GOLD.replace("shop.silver", "shop.bronze")));

    assertThat(kept.inForce()).isEmpty();
    assertThat(trail.entries())
        .singleElement()
        .asString()
        .startsWith("user:analyst was refused MANAGE [shop.gold]");
  }

  @Test
  void who_manages_a_namespace_cannot_declare_a_step_that_reads_what_he_may_not() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));
    grant("shop.gold", Privilege.MANAGE, "group:analysts");
    grant("shop.silver", Privilege.MODIFY, "group:analysts");

    assertRefused(ANALYST, GOLD);
  }

  @Test
  void a_table_one_may_not_see_is_as_unknown_to_ones_manifests_as_one_that_is_not_there() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));
    grant("shop.gold", Privilege.MANAGE, "group:analysts");

    assertThat(refusal(GOLD))
        .isEqualTo(
            refusal(GOLD.replace("silver.orders", "silver.ordern")).replace("ordern", "orders"));
  }

  @Test
  void nor_one_that_reads_a_table_of_which_he_sees_columns_masked() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER, MASK));
    grant("shop.gold", Privilege.MANAGE, "group:analysts");
    grant("shop.silver", Privilege.SELECT, "group:analysts");

    assertRefused(ANALYST, GOLD);
  }

  @Test
  void a_tag_is_cleared_by_those_it_hides_nothing_from() {
    String cleared = GOLD + "cleared tags: { customer: [pii.name] }\n";
    grant("shop", Privilege.SELECT, "group:officers");
    grant("shop.gold", Privilege.MANAGE, "group:officers");
    Identity officer = who("user:officer", "group:officers");
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));

    assertRefused(officer, cleared);
    manifests.apply(ENGINEER, MASK.replace("group:engineers", "group:officers"));

    assertThat(manifests.apply(officer, cleared).getFirst().kind()).isEqualTo(Change.Kind.created);
    assertThat(trail.entries())
        .last()
        .asString()
        .contains("user:officer did APPLY [Table/shop.gold.customers]");
  }

  @Test
  void nobody_clears_a_tag_in_a_namespace_of_his_own_before_it_comes_there() {
    manifests.apply(
        ENGINEER, documents(ORDERS, SILVER.replace("tags:", "tags: {} #"), MASK_SOURCE));
    manifests.apply(ENGINEER, MASK);
    grant("shop.gold", Privilege.ALL_PRIVILEGES, "group:analysts");
    grant("shop.silver", Privilege.SELECT, "group:analysts");
    String cleared = GOLD + "cleared tags: { customer: [pii.name] }\n";

    assertRefused(ANALYST, cleared);
    manifests.apply(ENGINEER, cleared);
    assertRefused(ANALYST, cleared.replace("count(*)", "max(customer)"));

    manifests.apply(ANALYST, GOLD);
    assertThat(trail.entries())
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .isEqualTo(
                        "user:analyst was refused MANAGE [shop.gold.customers]: the tag pii.name is"
                            + " cleared by those whom each mask of it excepts, or who manage the"
                            + " metastore"));
  }

  @Test
  void nobody_unmasks_a_table_by_taking_its_tag_or_its_manifest_away() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));
    grant("shop", Privilege.ALL_PRIVILEGES, "group:analysts");
    String untagged = SILVER.replace("tags: { customer: pii.name }", "");
    manifests.apply(ANALYST, untagged);
    manifests.apply(ENGINEER, documents(SILVER, MASK));

    assertRefused(ANALYST, untagged);
    assertRefused(ANALYST, SILVER.replace("pii.name", "pii.other"));
    assertRefused(ANALYST, SILVER.replace("customer: pii.name", "id: pii.name"));
    assertThatThrownBy(() -> manifests.remove(ANALYST, "Table", "shop.silver.orders"))
        .hasMessageContaining("the tag pii.name is cleared by");

    manifests.apply(ANALYST, SILVER.replace("{ customer", "{ id: pii.key, customer"));
    manifests.remove(ENGINEER, "Table", "shop.silver.orders");
  }

  @Test
  void who_manages_one_namespace_decides_nothing_about_another_or_about_all() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));
    grant("shop.gold", Privilege.ALL_PRIVILEGES, "group:analysts");

    assertThatThrownBy(() -> manifests.apply(ANALYST, MASK)).isInstanceOf(TarnException.class);
    assertThatThrownBy(
            () ->
                manifests.apply(
                    ANALYST,
                    """
                    kind: Policy
                    name: help-yourself
                    on: shop.silver
                    grant: { SELECT: [group:analysts] }
                    """))
        .isInstanceOf(TarnException.class);
    assertThat(new Policies(kept.manifests(), PolicySql::of).grants()).isEmpty();
  }

  @Test
  void a_policy_is_not_taken_over_by_pointing_it_elsewhere() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER, MASK));
    grant("shop.gold", Privilege.ALL_PRIVILEGES, "group:analysts");
    manifests.apply(ENGINEER, GOLD);

    assertRefused(
        ANALYST,
        """
        kind: Policy
        name: customer-names
        on: shop.gold
        grant: { SELECT: [group:analysts] }
        """);
  }

  @Test
  void a_removed_policy_takes_its_mask_with_it_and_its_next_version_counts_on() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER, MASK));

    manifests.remove(ENGINEER, "Policy", "customer-names");

    assertThat(
            new Policies(kept.manifests(), PolicySql::of)
                .restrictions(List.of(), SensitiveTags.NONE)
                .masks())
        .isEmpty();
    assertThat(kept.announced()).last().isEqualTo("Policy/customer-names removed with version 2");
    assertThat(manifests.apply(ENGINEER, MASK).getFirst().version()).isEqualTo(3);
  }

  @Test
  void a_manifest_one_may_not_see_is_removed_no_more_than_one_that_is_not_there() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER));

    assertThatThrownBy(() -> manifests.remove(ANALYST, "Table", "shop.silver.orders"))
        .isInstanceOfSatisfying(
            TarnException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    assertThat(kept.inForce()).hasSize(2);
  }

  @Test
  void a_manifest_shows_only_to_those_who_see_every_table_it_names() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER, GOLD, MASK));
    grant("shop.gold", Privilege.SELECT, "group:analysts");
    assertThat(manifests.visible(ANALYST)).isEmpty();

    grant("shop.silver", Privilege.SELECT, "group:analysts");

    assertThat(manifests.visible(ANALYST))
        .extracting(stored -> stored.manifest().name())
        .containsExactly("shop.gold.customers");
    assertThat(manifests.visible(GOLD_SERVICE)).hasSize(4);
  }

  @Test
  void what_cannot_be_audited_is_not_applied() {
    trail.breakDown();

    assertThatThrownBy(() -> manifests.apply(ENGINEER, ORDERS))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void somebody_without_any_right_learns_from_a_refused_plan_only_what_he_wrote() {
    manifests.apply(ENGINEER, documents(ORDERS, SILVER, GOLD));

    assertThatThrownBy(() -> manifests.plan(who("user:stranger"), ORDERS.replace("/orders", "/x")))
        .hasMessage(
            "nobody granted MANAGE on shop.bronze to user:stranger; ask an owner (group:engineers)");
  }

  private String refusal(String yaml) {
    return refusal(ANALYST, yaml);
  }

  private String refusal(Identity who, String yaml) {
    try {
      manifests.plan(who, yaml);
      return "none";
    } catch (InvalidManifests invalid) {
      return invalid.errors().toString();
    }
  }

  private void assertRefused(Identity who, String yaml) {
    int before = kept.announced().size();
    assertThatThrownBy(() -> manifests.apply(who, yaml))
        .isInstanceOfSatisfying(
            TarnException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.FORBIDDEN));
    assertThat(kept.announced()).hasSize(before);
  }

  private void grant(String securable, Privilege privilege, String principal) {
    grants.add(
        new Grant(Securable.parse(securable), privilege, Principal.parse(principal), Grant.REST));
  }

  private static PolicySql parsed(String sql) {
    if (sql.contains("is_member(region)")) {
      throw new TarnException(ErrorKind.UNPROCESSABLE, "is_member takes a text.", "Write one.");
    }
    return PolicySql.of(sql);
  }

  private static String documents(String... documents) {
    return String.join("---\n", documents);
  }

  /** The rules as the manifests and grants of the moment make them. */
  private final class Current implements RuleStore {
    @Override
    public long version() {
      return -1;
    }

    @Override
    public Rules rules() {
      Policies policies = new Policies(kept.manifests(), PolicySql::of);
      return new Rules(
          0,
          Rules.bySecurable(grants),
          policies.restrictions(List.of(), SensitiveTags.NONE),
          UnknownLineage.NONE,
          Set.of(GOLD_SERVICE.self()),
          List.of(Principal.parse("group:engineers")));
    }
  }
}
