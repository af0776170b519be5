package io.tarn.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.local.FakeService;
import io.tarn.model.error.TarnException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private final FakeService keycloak = new FakeService();
  private final Tokens tokens = new Tokens(keycloak.address().resolve("/realms/tarn"));

  @AfterEach
  void stop() {
    keycloak.close();
  }

  @Test
  void aTokenIsKeptWhileItIsGood() {
    keycloak.answers(200, "{\"access_token\": \"abc\", \"expires_in\": 300}");
    Supplier<String> analyst = tokens.user("analyst");

    assertThat(analyst.get()).isEqualTo("abc");
    assertThat(analyst.get()).isEqualTo("abc");

    assertThat(keycloak.requests()).isEqualTo(1);
    assertThat(keycloak.lastBody())
        .isEqualTo("client_id=tarn-cli&grant_type=password&password=analyst&username=analyst");
  }

  @Test
  void aTokenAboutToExpireIsFetchedAnew() {
    keycloak.answers(200, "{\"access_token\": \"abc\", \"expires_in\": 10}");
    Supplier<String> service = tokens.service("retail-producer");

    assertThat(service.get()).isEqualTo("abc");
    assertThat(service.get()).isEqualTo("abc");

    assertThat(keycloak.requests()).isEqualTo(2);
    assertThat(keycloak.lastBody()).contains("client_secret=retail-producer-secret");
  }

  @Test
  void aWrongPasswordIsToldInKeycloaksWords() {
    keycloak.answers(
        401, "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid user credentials\"}");

    assertThatThrownBy(() -> tokens.user("analyst", "wrong").get())
        .isInstanceOf(TarnException.class)
        .hasMessage("Keycloak gives analyst no token: Invalid user credentials");
  }

  @Test
  void aServerThatIsAwayIsNamed() {
    keycloak.close();

    assertThatThrownBy(() -> tokens.user("analyst").get())
        .isInstanceOf(TarnException.class)
        .hasMessageContaining(keycloak.address() + "/ does not answer");
  }
}
