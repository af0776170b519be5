package io.tarn.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.json.Json;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class CallerTest {
  @Test
  void aUserIsHimselfAndHisGroups() {
    Caller caller = caller(Map.of("preferred_username", "analyst"), "analysts");

    assertThat(caller.principals())
        .containsExactlyInAnyOrder(
            Principal.parse("user:analyst"), Principal.parse("group:analysts"));
  }

  @Test
  void aServiceAccountIsTheServiceOfItsClient() {
    Caller caller =
        caller(Map.of("preferred_username", "service-account-gold-service", "azp", "gold-service"));

    assertThat(caller.principal()).isEqualTo(Principal.parse("service:gold-service"));
  }

  @Test
  void aUserWhoCallsHimselfAServiceAccountStaysAUser() {
    Caller caller =
        caller(Map.of("preferred_username", "service-account-gold-service", "azp", "console"));

    assertThat(caller.principal()).isEqualTo(Principal.parse("user:service-account-gold-service"));
  }

  @Test
  void aServiceAccountCannotTakeTheNameOfAnother() {
    Caller caller =
        caller(Map.of("preferred_username", "service-account-gold-service", "azp", "producer"));

    assertThat(caller.principal().kind()).isEqualTo(Principal.Kind.USER);
  }

  @Test
  void aUserActsThroughTheClientHisTokenWasIssuedTo() {
    Caller caller = caller(Map.of("preferred_username", "analyst", "azp", "console"));

    assertThat(caller.actor()).contains("client:console");
  }

  @Test
  void aServiceOfItsOwnAccountActsItself() {
    Caller caller =
        caller(Map.of("preferred_username", "service-account-gold-service", "azp", "gold-service"));

    assertThat(caller.actor()).isEmpty();
  }

  @Test
  void aDelegateIsNamedByTheTokenNotByItsClient() {
    Caller caller =
        caller(
            Map.of(
                "preferred_username",
                "analyst",
                "azp",
                "console",
                "act",
                Json.createObjectBuilder().add("sub", "reports").build()));

    assertThat(caller.principal()).isEqualTo(Principal.parse("user:analyst"));
    assertThat(caller.actor()).contains("delegate:reports");
  }

  @Test
  void withoutATokenThereIsNoCaller() {
    Caller nobody = new Caller(QuarkusSecurityIdentity.builder().setAnonymous(true).build(), null);

    assertThatThrownBy(nobody::principal)
        .isInstanceOfSatisfying(
            TarnException.class,
            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED));
  }

  private static Caller caller(Map<String, Object> claims, String... groups) {
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder().setPrincipal(new Token(claims));
    Set.of(groups).forEach(identity::addRole);
    return new Caller(identity.build(), null);
  }

  private record Token(Map<String, Object> claims) implements JsonWebToken {
    @Override
    public String getName() {
      return (String) claims.get("preferred_username");
    }

    @Override
    public Set<String> getClaimNames() {
      return claims.keySet();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <T> T getClaim(String name) {
      return (T) claims.get(name);
    }
  }
}
