package io.tarn.ml.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.Accessed;
import io.tarn.model.manifest.ModelManifest;
import io.tarn.service.Access;
import io.tarn.service.AuditLog;
import io.tarn.service.Authorizer;
import io.tarn.service.Caller;
import io.tarn.service.Decisions;
import io.tarn.service.Decisions.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use a model, see its numbers, and train it. */
class ModelAccessTest {
  private static final String FORECAST = "retail.gold.sales_forecast";

  private final FakeAudit audit = new FakeAudit();
  private final FakeAuthorizer catalog = new FakeAuthorizer(audit);
  private final ModelAccess access = new ModelAccess(catalog, audit, new FakeCaller());
  private ModelManifest model = model("retail.gold.weekly_sales");

  @ParameterizedTest(name = "{0}: uses it {1}, sees numbers {2}, trains it {3}")
  @CsvSource({
    "nothing, false, false, false",
    "SELECT on retail.gold.sales_forecast, false, false, false",
    "EXECUTE on retail.gold.sales_forecast, false, false, false",
    "EXECUTE on retail.gold.weekly_sales, true, false, false",
    "EXECUTE on retail.gold.weekly_sales and SELECT on retail.gold.sales_forecast, true, true, false",
    "MODIFY on retail.gold.sales_forecast, false, false, true",
    "MODIFY on retail.gold.weekly_sales, false, false, false"
  })
  void rights(String granted, boolean uses, boolean seesNumbers, boolean trains) {
    catalog.granted = Arrays.asList(granted.split(" and "));

    assertThat(access.mayUse(model)).isEqualTo(uses);
    check(uses, () -> access.use(model));
    check(seesNumbers, () -> access.mayPredict(model));
    check(trains, () -> access.change(model));
  }

  @Test
  void numbers_that_leave_are_written_down_as_of_the_model_and_its_table() {
    catalog.granted = List.of("EXECUTE on retail.gold.weekly_sales", "SELECT on " + FORECAST);

    access.predicted(access.mayPredict(model), 8L);

    assertThat(audit.written)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo("PREDICT");
              assertThat(event.securables()).containsExactly("retail.gold.weekly_sales", FORECAST);
              assertThat(event.rows()).isEqualTo(8);
            });
  }

  /** A model may be called like its table; what is decided about one is not taken for the other. */
  @ParameterizedTest(name = "filter {0}, mask {1}, of a model called {2}")
  @CsvSource({
    "region = 'West', , retail.gold.weekly_sales",
    ", NULL, retail.gold.weekly_sales",
    "region = 'West', , retail.gold.sales_forecast"
  })
  void a_model_does_not_go_around_what_hides_rows_of_its_table(
      String filter, String mask, String name) {
    model = model(name);
    catalog.granted = List.of("EXECUTE on " + name, "SELECT on " + FORECAST);
    catalog.filter = filter;
    catalog.masks = mask == null ? Map.of() : Map.of("series", mask);

    check(false, () -> access.mayPredict(model));
  }

  private void check(boolean allowed, ThrowingCallable act) {
    audit.written.clear();
    if (allowed) {
      assertThatNoException().isThrownBy(act);
    } else {
      assertThatThrownBy(act)
          .isInstanceOfSatisfying(
              TarnException.class,
              error -> assertThat(error.kind()).isEqualTo(ErrorKind.FORBIDDEN));
      assertThat(audit.written).singleElement().returns(false, Accessed::allowed);
    }
  }

  private static ModelManifest model(String name) {
    return new ModelManifest(
        name,
        TableName.parse("retail.gold.daily_sales"),
        "sales",
        "category",
        "order_date",
        8,
        TableName.parse(FORECAST),
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  /** Allows what was granted; what hides rows comes with SELECT, as from catalog-service. */
  private static final class FakeAuthorizer extends Authorizer {
    private List<String> granted = List.of();
    private String filter;
    private Map<String, String> masks = Map.of();

    FakeAuthorizer(AuditLog audit) {
      super(null, audit, null);
    }

    @Override
    public Decisions authorize(Caller caller, List<Access> accesses) {
      return new Decisions(caller.principal(), 1, accesses.stream().map(this::decision).toList());
    }

    private Decision decision(Access access) {
      boolean reads = access.privilege().equals("SELECT");
      return new Decision(
          access.securable(),
          access.privilege(),
          granted.contains(access.privilege() + " on " + access.securable()),
          "as granted",
          reads ? filter : null,
          reads ? masks : Map.of());
    }
  }

  private static final class FakeAudit extends AuditLog {
    private final List<Accessed> written = new ArrayList<>();

    FakeAudit() {
      super(null, null, null, "ml-service");
    }

    @Override
    public void record(Accessed access) {
      written.add(access);
    }
  }

  private static final class FakeCaller extends Caller {
    FakeCaller() {
      super(null, null);
    }

    @Override
    public Principal principal() {
      return Principal.parse("user:scientist");
    }

    @Override
    public Optional<String> actor() {
      return Optional.of("client:console");
    }

    @Override
    public String remoteAddress() {
      return "10.0.0.1";
    }
  }
}
