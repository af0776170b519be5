package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.platform.TarnService;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Who sees what: names masked, bronze refused. */
final class MaskCheck {
  static final String ANALYST = "analyst";

  private static final List<String> REFUSED =
      List.of("retail.bronze.orders", "retail.silver.orders_quarantine");

  private final Lake lake;
  private final Truth truth;

  MaskCheck(Lake lake, Truth truth) {
    this.lake = lake;
    this.truth = truth;
  }

  void look(Stage stage) {
    stage.hold("the engineer sees names", names(Lake.ENGINEER).equals(expected(name -> name)));
    Map<String, String> masked = expected(name -> name.substring(0, 1) + "***");
    stage.hold("the analyst sees masked names", names(ANALYST).equals(masked));
    stage.hold("the scientist sees masked names", names("scientist").equals(masked));
    stage.expect(
        "names the analyst sees unmasked in silver",
        0,
        lake.row(
                ANALYST,
                "SELECT count(*) FROM retail.silver.orders"
                    + " WHERE NOT regexp_full_match(customer_name, '.\\*\\*\\*')")
            .get(0)
            .asLong());
    String known = truth.lines().getFirst().customer().name();
    stage.expect(
        "rows the analyst finds by a name",
        0,
        lake.row(
                ANALYST,
                "SELECT count(*) FROM retail.silver.orders WHERE customer_name = '%s'"
                    .formatted(known.replace("'", "''")))
            .get(0)
            .asLong());
    for (String table : REFUSED) {
      Optional<TarnException> refusal = refusal(ANALYST, "SELECT count(*) FROM " + table);
      stage.hold(
          "the analyst is refused " + table,
          refusal.filter(problem -> problem.kind() == ErrorKind.FORBIDDEN).isPresent());
      refusal.ifPresent(problem -> stage.figure("what the analyst is told", problem.getMessage()));
    }
    stage.hold("nobody is refused", anonymousIsRefused());
    stage.hold(
        "the analyst may not grant",
        problem(
                () ->
                    Grants.give(
                        lake.as(ANALYST, TarnService.CATALOG),
                        "retail.bronze.orders",
                        "user:analyst"))
            .filter(problem -> problem.kind() == ErrorKind.FORBIDDEN)
            .isPresent());
    stage.hold(
        "the analyst may not push orders",
        problem(
                () ->
                    lake.as(ANALYST, TarnService.INGEST)
                        .post("/push/orders", "application/json", "{}"))
            .filter(problem -> problem.kind() == ErrorKind.FORBIDDEN)
            .isPresent());
  }

  private boolean anonymousIsRefused() {
    return problem(
            () ->
                new io.tarn.local.client.TarnClient(
                        lake.platform().endpoints().of(TarnService.GOLD), () -> "not-a-token")
                    .post("/sql", "text/plain", "SELECT 1"))
        .filter(problem -> problem.kind() == ErrorKind.UNAUTHENTICATED)
        .isPresent();
  }

  private Map<String, String> expected(UnaryOperator<String> seen) {
    return truth.customers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> seen.apply(each.getValue().name())));
  }

  private Map<String, String> names(String user) {
    Map<String, String> names = new HashMap<>();
    for (JsonNode row :
        lake.sql(user, "SELECT customer_id, customer_name FROM retail.gold.dim_customer")) {
      names.put(row.get(0).asText(), row.get(1).asText());
    }
    return names;
  }

  private Optional<TarnException> refusal(String user, String statement) {
    return problem(() -> lake.sql(user, statement));
  }

  private static Optional<TarnException> problem(Runnable request) {
    try {
      return Lake.patiently(
          () -> {
            request.run();
            return Optional.empty();
          });
    } catch (TarnException problem) {
      return Optional.of(problem);
    }
  }
}
