package io.tarn.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.Accessed;
import io.tarn.model.event.PoliciesChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorizerTest {
  private static final List<Access> READ_ORDERS =
      List.of(new Access("retail.silver.orders", "SELECT"));

  private final FakeCatalog catalog = new FakeCatalog();
  private final FakeAudit audit = new FakeAudit();
  private final Authorizer authorizer = new Authorizer(catalog, audit, () -> Duration.ofMinutes(1));
  private final Caller analyst = new FakeCaller("user:analyst");
  private final Caller engineer = new FakeCaller("user:engineer");

  @Test
  void anAnswerIsRememberedForTheSameCallerOnly() {
    catalog.allow = true;
    authorizer.authorize(analyst, READ_ORDERS);
    authorizer.authorize(analyst, READ_ORDERS);
    authorizer.authorize(engineer, READ_ORDERS);

    assertThat(catalog.asked).isEqualTo(2);
  }

  @Test
  void aChangedPolicyEndsWhatIsRemembered() {
    catalog.allow = true;
    authorizer.authorize(analyst, READ_ORDERS);
    catalog.allow = false;

    authorizer.forget(new PoliciesChanged(2));

    assertThat(authorizer.authorize(analyst, READ_ORDERS).allowed()).isFalse();
  }

  @Test
  void aRightThatWasJustGivenHoldsAtOnce() {
    authorizer.authorize(analyst, READ_ORDERS);

    catalog.allow = true;

    assertThat(authorizer.authorize(analyst, READ_ORDERS).allowed()).isTrue();
  }

  @Test
  void whatWasDecidedWhileThePolicyChangedIsNotRemembered() {
    catalog.allow = true;
    catalog.meanwhile = () -> authorizer.forget(new PoliciesChanged(2));
    authorizer.authorize(analyst, READ_ORDERS);
    catalog.allow = false;

    assertThat(authorizer.authorize(analyst, READ_ORDERS).allowed()).isFalse();
  }

  @Test
  void aReplicaThatIsBehindIsToldAndNotBelieved() {
    authorizer.forget(new PoliciesChanged(2));
    catalog.allow = true;
    authorizer.authorize(analyst, READ_ORDERS);
    catalog.allow = false;

    assertThat(authorizer.authorize(analyst, READ_ORDERS).allowed()).isFalse();
    assertThat(catalog.atLeast).isEqualTo(2);
  }

  @Test
  void aRefusalIsAuditedThenThrownWithItsReason() {
    catalog.allow = false;

    assertThatThrownBy(() -> authorizer.require(analyst, READ_ORDERS))
        .isInstanceOfSatisfying(
            TarnException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.FORBIDDEN))
        .hasMessageContaining("nobody granted it");
    assertThat(audit.written)
        .singleElement()
        .satisfies(
            access -> {
              assertThat(access.allowed()).isFalse();
              assertThat(access.securables()).containsExactly("retail.silver.orders");
            });
  }

  @Test
  void withoutAnAnswerThereIsNoAccess() {
    catalog.away = true;

    assertThatThrownBy(() -> authorizer.authorize(analyst, READ_ORDERS))
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private static final class FakeCatalog extends CatalogClient {
    boolean allow;
    boolean away;
    int asked;
    long atLeast;
    Runnable meanwhile = () -> {};

    FakeCatalog() {
      super(null, null);
    }

    @Override
    Decisions authorize(String token, List<Access> accesses, long atLeast) {
      if (away) {
        throw new TarnException(ErrorKind.UNAVAILABLE, "catalog-service cannot be reached.");
      }
      asked++;
      this.atLeast = atLeast;
      meanwhile.run();
      String reason = allow ? "granted" : "nobody granted it";
      return new Decisions(
          Principal.parse("user:analyst"),
          1,
          accesses.stream()
              .map(
                  access ->
                      new Decisions.Decision(
                          access.securable(), access.privilege(), allow, reason, null, Map.of()))
              .toList());
    }
  }

  private static final class FakeAudit extends AuditLog {
    final List<Accessed> written = new ArrayList<>();

    FakeAudit() {
      super(null, null, null, "test");
    }

    @Override
    public void record(Accessed access) {
      written.add(access);
    }
  }

  private static final class FakeCaller extends Caller {
    private final Principal principal;

    FakeCaller(String principal) {
      super(null, null);
      this.principal = Principal.parse(principal);
    }

    @Override
    public Principal principal() {
      return principal;
    }

    @Override
    public Set<Principal> principals() {
      return Set.of(principal);
    }

    @Override
    public String token() {
      return "token of " + principal;
    }

    @Override
    public Optional<String> actor() {
      return Optional.of("client:test");
    }

    @Override
    public String remoteAddress() {
      return "127.0.0.1";
    }
  }
}
