package io.tarn.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.local.FakeService;
import io.tarn.local.client.TarnClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Who meddled with the audit trail is told where, by {@code tarn audit --verify}. */
class ChainVerdictTest {
  private final FakeService catalog = new FakeService();

  @AfterEach
  void stop() {
    catalog.close();
  }

  @Test
  void aWholeChainIsCalledWhole() {
    catalog.answers(200, "{\"events\": 1234, \"intact\": true, \"firstBroken\": null}");

    ChainVerdict verdict = verdict();

    assertThat(verdict.intact()).isTrue();
    assertThat(verdict.text())
        .isEqualTo("The audit chain is whole: 1,234 events, none changed, missing or reordered.");
    assertThat(catalog.lastRequest()).startsWith("GET /api/v1/audit/verification");
  }

  @Test
  void theFirstBrokenEventIsNamed() {
    broken("{\"position\":5,\"eventId\":\"e-5\",\"kind\":\"changed\",\"detail\":\"it differs\"}");

    ChainVerdict verdict = verdict();

    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.text()).contains("BROKEN: event 5 (e-5) is changed: it differs.");
  }

  @Test
  void anEventThatIsGoneHasOnlyItsPlace() {
    broken(
        "{\"position\":7,\"eventId\":null,\"kind\":\"missing\",\"detail\":\"7 to 9 are missing\"}");

    assertThat(verdict().text()).contains("BROKEN: event 7 is missing: 7 to 9 are missing.");
  }

  @Test
  void anAnswerThatSaysNothingIsNotTakenForWhole() {
    catalog.answers(200, "{}");

    assertThat(verdict().intact()).isFalse();
  }

  /** One answer holds all: where the platform is, a token, and the verdict. */
  @Test
  void theCommandFailsWhenTheChainIsBroken() {
    String platform =
        """
        {"issuer": "%1$s", "catalogUrl": "%1$s", "access_token": "t", "expires_in": 300,
         "events": 10, "intact": %2$s, "firstBroken":
           {"position": 5, "eventId": "e-5", "kind": "changed", "detail": "it differs"}}""";
    StringWriter told = new StringWriter();
    CommandLine command = new CommandLine(new AuditCommand()).setOut(new PrintWriter(told));
    String[] arguments = {"--verify", "--url", catalog.address().toString()};

    catalog.answers(200, platform.formatted(catalog.address(), true));
    assertThat(command.execute(arguments)).isZero();
    catalog.answers(200, platform.formatted(catalog.address(), false));
    assertThat(command.execute(arguments)).isEqualTo(1);

    assertThat(told.toString()).contains("whole: 10 events", "BROKEN: event 5 (e-5)");
  }

  @Test
  void theChainHasNoPartForASource() {
    StringWriter told = new StringWriter();
    CommandLine command =
        new CommandLine(new AuditCommand())
            .setErr(new PrintWriter(told))
            .setExecutionExceptionHandler(
                (error, line, parsed) -> {
                  line.getErr().println(error.getMessage());
                  return 1;
                });

    int exit = command.execute("--verify", "shop.bronze.orders");

    assertThat(exit).isEqualTo(1);
    assertThat(told.toString()).contains("no part for shop.bronze.orders");
  }

  private void broken(String first) {
    catalog.answers(
        200, "{\"events\": 10, \"intact\": false, \"firstBroken\": %s}".formatted(first));
  }

  private ChainVerdict verdict() {
    return ChainVerdict.ask(new TarnClient(catalog.address(), () -> "token"));
  }
}
