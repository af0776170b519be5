package io.tarn.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.ManifestReading.Invalid;
import io.tarn.model.manifest.ManifestReading.Valid;
import io.tarn.model.manifest.TableManifest.Expectation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
  private static final String SOURCE =
      """
      kind: Source
      name: retail.bronze.orders
      http: { path: /orders, format: json }
      """;
  private static final String TABLE =
      """
      kind: Table
      name: retail.silver.orders
      from: { o: retail.bronze.orders }
      parse: { o: json }
      key: [row_id]
      sql: SELECT o.row_id, o.sales, o.customer_name FROM o
      """;

  private final ManifestReader reader = new ManifestReader();

  @Test
  void theManifestsOfTheGuideAreRight() throws IOException {
    // Given every YAML block of docs/manifests.md, with its ellipses filled in
    String guide = Files.readString(Path.of("../../docs/manifests.md"));
    Matcher block = Pattern.compile("(?s)```yaml\\n(.*?)```").matcher(guide);
    assertThat(block.find()).isTrue();
    String text = block.group(1).replace("SELECT … FROM retail.gold.daily_sales …", "SELECT 1");

    // When they are read in a lakehouse that has the tables they refer to
    ManifestReading reading =
        reader.read(
            List.of(new ManifestFile("guide.yaml", text)),
            new Known(
                List.of(),
                Set.of(name("retail.silver.zipcodes"), name("retail.gold.daily_sales"))));

    // Then all of them are there
    assertThat(manifests(reading))
        .extracting(Manifest::kind)
        .containsExactly(
            "Source",
            "Table",
            "Model",
            "Dashboard",
            "Policy",
            "Policy",
            "Policy",
            "Policy",
            "Alert");
  }

  @Test
  void aTableSaysAllThatItsDocumentSays() {
    // When
    TableManifest table =
        (TableManifest)
            manifests(
                    read(
                        SOURCE
                            + "---\n"
                            + TABLE
                            + """
                            keep: { last by: row_id }
                            expect:
                              price is not negative: { check: sales >= 0, on violation: quarantine }
                              sent once: { unique: [row_id, sales], on violation: warn }
                            tags: { customer_name: pii.name }
                            cleared tags: { sales: [money, secret] }
                            format version: 2
                            freshness: 500ms
                            """))
                .get(1);

    // Then
    assertThat(table)
        .isEqualTo(
            new TableManifest(
                name("retail.silver.orders"),
                TableManifest.Mode.view,
                "duckdb",
                new java.util.LinkedHashMap<>(Map.of("o", name("retail.bronze.orders"))),
                Map.of("o", SourceManifest.Format.json),
                List.of("row_id"),
                Optional.of(new TableManifest.Keep(TableManifest.Keep.Which.last, "row_id")),
                "SELECT o.row_id, o.sales, o.customer_name FROM o",
                new java.util.LinkedHashMap<>(
                    Map.of(
                        "price is not negative",
                        new Expectation(
                            new TableManifest.Check("sales >= 0"),
                            TableManifest.OnViolation.quarantine),
                        "sent once",
                        new Expectation(
                            new TableManifest.Unique(List.of("row_id", "sales")),
                            TableManifest.OnViolation.warn))),
                Map.of("customer_name", "pii.name"),
                Map.of("sales", List.of("money", "secret")),
                Optional.of(2),
                Optional.of(Duration.ofMillis(500))));
    assertThat(table.expectations().sequencedKeySet())
        .containsExactly("price is not negative", "sent once");
  }

  @Test
  void aTagIsNotGivenAndClearedAndOnlyOfAColumnThatIsThere() {
    List<ManifestError> errors =
        errors(
            read(
                SOURCE
                    + "---\n"
                    + TABLE
                    + """
                    tags: { customer_name: pii.name }
                    cleared tags: { customer_name: [pii.name], custmer_name: [pii.name] }
                    """));

    assertThat(errors)
        .extracting(ManifestError::message)
        .containsExactly(
            "customer_name is given the tag pii.name, and cleared of it",
            "the SQL has no column 'custmer_name'");
    assertThat(errors).extracting(ManifestError::line).containsOnly(12);
  }

  @Test
  void policiesAndAlertsAreRead() {
    List<Manifest> manifests =
        manifests(
            read(
                SOURCE
                    + """
                    ---
                    kind: Policy
                    name: producer
                    on: retail.bronze.orders
                    grant: { MODIFY: [service:producer], ALL PRIVILEGES: [group:engineers] }
                    ---
                    kind: Policy
                    name: west
                    on: retail.bronze.orders
                    filter: "payload LIKE '%West%'"
                    except: [user:ada]
                    ---
                    kind: Alert
                    name: broken
                    when: { table: retail.bronze.orders, run fails: true }
                    notify: { webhook: "http://127.0.0.1:9/x" }
                    """));

    assertThat(manifests.subList(1, 4))
        .containsExactly(
            new PolicyManifest(
                "producer",
                new PolicyManifest.Grant(
                    "retail.bronze.orders",
                    Map.of(
                        "MODIFY",
                        List.of(new Principal(Principal.Kind.SERVICE, "producer")),
                        "ALL PRIVILEGES",
                        List.of(new Principal(Principal.Kind.GROUP, "engineers"))))),
            new PolicyManifest(
                "west",
                new PolicyManifest.RowFilter(
                    "retail.bronze.orders",
                    "payload LIKE '%West%'",
                    List.of(new Principal(Principal.Kind.USER, "ada")))),
            new AlertManifest(
                "broken",
                name("retail.bronze.orders"),
                new AlertManifest.RunFails(),
                URI.create("http://127.0.0.1:9/x")));
  }

  @Test
  void aTableHasAFormatVersionThatStepsCanWrite() {
    assertThat(manifests(read(SOURCE + "format version: 2\n")))
        .singleElement()
        .isInstanceOfSatisfying(
            SourceManifest.class, source -> assertThat(source.formatVersion()).contains(2));
    assertThat(errors(read(SOURCE + "format version: 1\n")))
        .singleElement()
        .returns("/format version", ManifestError::path)
        .returns("'1' is not one of 2, 3", ManifestError::message);
  }

  @Test
  void aPrefixIsThePathOfAFolderAndLeadsOutOfNone() {
    String files =
        SOURCE.replaceAll("http: .*", "files: { bucket: landing, prefix: PREFIX, format: csv }");

    assertThat(manifests(read(files.replace("PREFIX", "retail/.zip.codes/")))).hasSize(1);
    for (String prefix : List.of("/a/", "a", "a//b/", "./a/", "a/./", "a/../b/", "../")) {
      assertThat(errors(read(files.replace("PREFIX", prefix))))
          .as(prefix)
          .extracting(ManifestError::path)
          .containsExactly("/files/prefix");
    }
  }

  @Test
  void eachDocumentKeepsItsTextAndPlace() {
    // Given two documents with comments around them
    String text = "# orders as they come\n" + SOURCE + "---\n# and cleaned\n" + TABLE;

    // When
    List<DeclaredManifest> declared = ((Valid) read(text)).manifests();

    // Then each text can be read again by itself
    assertThat(declared).extracting(DeclaredManifest::line).containsExactly(2, 7);
    assertThat(declared.get(0).yaml()).isEqualTo("# orders as they come\n" + SOURCE);
    assertThat(declared.get(1).yaml()).isEqualTo("# and cleaned\n" + TABLE);
    assertThat(declared)
        .allSatisfy(one -> assertThat(reader.manifest(one.yaml())).isEqualTo(one.manifest()));
  }

  @Test
  void aMisspeltKeyIsOneErrorWithTheWordThatWasMeant() {
    assertThat(errors(read(SOURCE.replace("http:", "htpp:"))))
        .singleElement()
        .isEqualTo(
            new ManifestError(
                "orders.yaml", 3, 1, "/htpp", "unknown key 'htpp'", "Did you mean 'http'?"));
  }

  @Test
  void allErrorsOfAllFilesComeAtOnceInOrder() {
    // Given a wrong value, a missing key and a text that is no YAML, in two files
    List<ManifestFile> files =
        List.of(
            new ManifestFile(
                "a.yaml", SOURCE.replace("json", "jsn") + "---\nkind: Model\nname: a.b.c\n"),
            new ManifestFile("b.yaml", SOURCE + "---\nkind: Table\nname: [x\n"));

    // When
    List<ManifestError> errors = errors(reader.read(files, Known.NOTHING));

    // Then
    assertThat(errors)
        .extracting(error -> error.file() + ":" + error.line() + " " + error.message())
        .containsExactly(
            "a.yaml:3 'jsn' is not one of json, csv",
            "a.yaml:5 'forecast' is missing",
            "a.yaml:5 'output' is missing",
            "b.yaml:7 this is not YAML: expected ',' or ']', but got <stream end>");
    assertThat(errors.getFirst().hint()).isEqualTo("Did you mean 'json'?");
    assertThat(errors.getFirst().column()).isEqualTo(32);
  }

  @Test
  void whatIsNoTextWhereATextIsNeededIsExplained() {
    assertThat(errors(read(SOURCE.replace("/orders", "[1]"))))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.message()).isEqualTo("a list stands where a text is needed");
              assertThat(error.path()).isEqualTo("/http/path");
            });
  }

  @Test
  void aTableWithTwoKindsOfRuleAndNoneIsRefused() {
    String text =
        SOURCE
            + "---\n"
            + TABLE
            + """
            expect:
              both: { check: sales > 0, unique: [sales], on violation: drop }
              none: { on violation: drop }
              wrong: { check: sales > 0, on violation: quarantin }
            """;
    assertThat(errors(read(text)))
        .extracting(error -> error.line() + " " + error.message() + " " + error.hint())
        .satisfiesExactly(
            both -> assertThat(both).startsWith("12 exactly one of check, unique is needed here"),
            none -> assertThat(none).startsWith("13 exactly one of check, unique is needed here"),
            wrong ->
                assertThat(wrong)
                    .contains("'quarantin' is not one of")
                    .endsWith("Did you mean 'quarantine'?"));
  }

  @Test
  void namesMustExistSomewhere() {
    assertThat(errors(read(TABLE)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.message()).isEqualTo("there is no table retail.bronze.orders");
              assertThat(error.line()).isEqualTo(3);
              assertThat(error.hint()).isEqualTo("Declare it first, or in the same apply.");
            });
    // Known from an earlier apply, or because somebody made the table with another engine
    Manifest source = manifests(read(SOURCE)).getFirst();
    assertThat(reader.read(file(TABLE), new Known(List.of(source), Set.of())))
        .isInstanceOf(Valid.class);
    assertThat(reader.read(file(TABLE), new Known(List.of(), Set.of(name("retail.bronze.orders")))))
        .isInstanceOf(Valid.class);
  }

  @Test
  void aPolicyOnAMisspeltNameWouldProtectNothingAndIsRefused() {
    String text =
        SOURCE
            + "---\n"
            + TABLE
            + """
            tags: { customer_name: pii.name }
            ---
            kind: Policy
            name: readers
            on: retail.silvr
            grant: { SELECT: [group:analysts] }
            ---
            kind: Policy
            name: hide
            for: { tag: pii.nam }
            mask: "'***'"
            ---
            kind: Policy
            name: officers
            on: system.audit
            grant: { SELECT: [group:officers] }
            """;
    assertThat(errors(read(text)))
        .extracting(error -> error.message() + " " + error.hint())
        .containsExactly(
            "there is no retail.silvr Did you mean 'retail.silver'?",
            "no table gives a column the tag pii.nam Did you mean 'pii.name'?");
  }

  @Test
  void aCatalogIsUsedAsAWholeAndAModelIsExecutedByItsName() {
    String text =
        SOURCE
            + """
            ---
            kind: Model
            name: retail.gold.forecast
            forecast: { value: sales, per: category, time: day, from: retail.bronze.orders, horizon: 8 }
            output: retail.gold.predictions
            ---
            kind: Policy
            name: readers
            on: retail.bronze
            grant:
              USE NAMESPACE: [group:analysts]
              USE CATALOG: [group:analysts]
            ---
            kind: Policy
            name: askers
            on: retail.gold.forecast
            grant: { EXECUTE: [group:analysts], BROWSE: [group:analysts] }
            """;

    assertThat(errors(read(text)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.message())
                  .isEqualTo("retail.bronze is in a catalog and cannot be used as one");
              assertThat(error.path()).isEqualTo("/grant/USE CATALOG");
            });
    assertThat(read(text.replace("on: retail.bronze\n", "on: retail\n"))).isInstanceOf(Valid.class);
  }

  @Test
  void keepAndUniqueNeedAKeyAndColumnsMustOccurInTheSql() {
    String unkeyed =
        TABLE.replace("key: [row_id]\n", "keep: { first by: row_id }\n")
            + "expect: { once: { unique: [sales], on violation: drop } }\n";
    assertThat(errors(read(SOURCE + "---\n" + unkeyed)))
        .extracting(ManifestError::message)
        .containsExactly("keep needs a key", "unique needs a key, of which the smallest stays");

    assertThat(errors(read(SOURCE + "---\n" + TABLE.replace("[row_id]", "[rowid]"))))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.message()).isEqualTo("the SQL has no column 'rowid'");
              assertThat(error.hint()).isEqualTo("Did you mean 'row_id'?");
            });
    assertThat(
            read(
                SOURCE
                    + "---\n"
                    + TABLE
                        .replace("[row_id]", "[rowid]")
                        .replace("SELECT o.row_id", "SELECT o.*")))
        .isInstanceOf(Valid.class);
  }

  @Test
  void parsingFollowsTheSource() {
    assertThat(errors(read(SOURCE + "---\n" + TABLE.replace("o: json", "o: csv, x: json"))))
        .extracting(ManifestError::message)
        .containsExactly(
            "retail.bronze.orders is parsed as csv, but its source says json",
            "'x' is not one of the names in from");
  }

  @Test
  void aTableOfNoLayerWouldNeverRun() {
    assertThat(errors(read(SOURCE + "---\n" + TABLE.replace("silver", "copper"))))
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("namespace copper"));
  }

  @Test
  void aStreamHasOneInput() {
    String joined =
        TABLE.replace(
                "{ o: retail.bronze.orders }",
                "{ o: retail.bronze.orders, p: retail.bronze.orders }")
            + "mode: stream\n";
    assertThat(errors(read(SOURCE + "---\n" + joined)))
        .singleElement()
        .satisfies(error -> assertThat(error.hint()).contains("mode: view"));
  }

  @Test
  void whatIsComputedFromItselfIsRefusedAlsoThroughManifestsAppliedBefore() {
    String one = "kind: Table\nname: a.silver.one\nfrom: { x: a.silver.two }\nsql: SELECT 1\n";
    String two = "kind: Table\nname: a.silver.two\nfrom: { x: a.silver.one }\nsql: SELECT 1\n";
    assertThat(errors(read(one + "---\n" + two)))
        .singleElement()
        .satisfies(
            error ->
                assertThat(error.message())
                    .isEqualTo(
                        "this goes round in a circle: a.silver.one from a.silver.two from a.silver.one"));

    Known before = new Known(List.of(reader.manifest(one)), Set.of());
    assertThat(errors(reader.read(file(two), before))).hasSize(1);
  }

  @Test
  void nothingIsDeclaredTwiceAndNoTableHasTwoWriters() {
    assertThat(errors(read(SOURCE + "---\n" + SOURCE)))
        .extracting(ManifestError::message)
        .contains("Source retail.bronze.orders is declared twice, first in orders.yaml line 1");

    Known source = new Known(manifests(read(SOURCE)), Set.of());
    String table =
        "kind: Table\nname: retail.bronze.orders\nfrom: { x: retail.bronze.orders }\nsql: SELECT 1\n";
    assertThat(errors(reader.read(file(table), source)))
        .extracting(ManifestError::message)
        .contains("retail.bronze.orders is written by the Source retail.bronze.orders already");
    assertThat(reader.read(file(SOURCE), source)).isInstanceOf(Valid.class);
  }

  @Test
  void yamlDoesNotPlayItsTricks() {
    // Given words that YAML 1.1 would take for booleans, sixties and dates
    List<Manifest> manifests =
        manifests(
            read(
                """
                kind: Dashboard
                name: no
                title: 2017-01-01
                tiles: [{ title: 1:30, sql: on, chart: { number: { y: y } } }]
                """));
    // Then they are the texts that were written
    DashboardManifest dashboard = (DashboardManifest) manifests.getFirst();
    assertThat(dashboard.name()).isEqualTo("no");
    assertThat(dashboard.title()).isEqualTo("2017-01-01");
    assertThat(dashboard.tiles().getFirst().title()).isEqualTo("1:30");
    assertThat(dashboard.tiles().getFirst().chart().y()).contains("y");
  }

  @Test
  void keysWrittenTwiceAreRefused() {
    assertThat(errors(read(SOURCE + "name: retail.bronze.others\n")))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.message()).isEqualTo("'name' is here twice, first in line 2");
              assertThat(error.line()).isEqualTo(4);
            });
  }

  @Test
  void anEmptyTextDeclaresNothing() {
    assertThat(manifests(read("# nothing yet\n---\n---\n"))).isEmpty();
    assertThat(manifests(read(""))).isEmpty();
  }

  @Test
  void aKeptManifestThatIsBrokenIsOurErrorNotTheCallers() {
    assertThatThrownBy(() -> reader.manifest(SOURCE + "---\n" + SOURCE))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("2 documents");
  }

  private ManifestReading read(String text) {
    return reader.read(file(text), Known.NOTHING);
  }

  private static List<ManifestFile> file(String text) {
    return List.of(new ManifestFile("orders.yaml", text));
  }

  private static List<Manifest> manifests(ManifestReading reading) {
    assertThat(reading).isInstanceOf(Valid.class);
    return ((Valid) reading).manifests().stream().map(DeclaredManifest::manifest).toList();
  }

  private static List<ManifestError> errors(ManifestReading reading) {
    assertThat(reading).isInstanceOf(Invalid.class);
    return ((Invalid) reading).errors();
  }

  private static TableName name(String dotted) {
    return TableName.parse(dotted);
  }
}
