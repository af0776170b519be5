package io.tarn.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.client.TarnClient;
import io.tarn.local.client.Tokens;
import io.tarn.local.platform.Endpoints;
import io.tarn.local.platform.TarnService;
import io.tarn.local.state.Ports;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.net.URI;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Which platform a command works with, and as whom: options that several commands share. */
final class Connection {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Address of another platform's console; the default is the one of this checkout.")
  private URI url;

  @Option(
      names = "--user",
      defaultValue = "engineer",
      description = "Who you are. Default: ${DEFAULT-VALUE}.")
  private String user;

  @Option(
      names = "--password",
      description = "Default: TARN_PASSWORD, else the user's name, as in the local realm.")
  private String password;

  TarnClient catalog() {
    if (url == null) {
      Endpoints endpoints = local();
      return new TarnClient(endpoints.of(TarnService.CATALOG), token(endpoints.issuer()));
    }
    JsonNode settings = settings();
    return new TarnClient(
        URI.create(settings.path("catalogUrl").asText()), token(issuer(settings)));
  }

  TarnClient gold() {
    if (url == null) {
      Endpoints endpoints = local();
      return new TarnClient(endpoints.of(TarnService.GOLD), token(endpoints.issuer()));
    }
    return new TarnClient(url, token(issuer(settings())));
  }

  /**
   * A service that a console's public settings do not name.
   *
   * @throws TarnException INVALID with {@code --url}
   */
  TarnClient local(TarnService service) {
    if (url != null) {
      throw new TarnException(
          ErrorKind.INVALID,
          "This works with the platform of this checkout only",
          "Leave --url away, or ask " + service.id() + " by HTTP: docs/contracts.md.");
    }
    Endpoints endpoints = local();
    return new TarnClient(endpoints.of(service), token(endpoints.issuer()));
  }

  private static Endpoints local() {
    return new Endpoints(Ports.remembered(Local.here().state()));
  }

  private JsonNode settings() {
    return TarnClient.publicly(url, "/config.json");
  }

  private static URI issuer(JsonNode settings) {
    return URI.create(settings.path("issuer").asText());
  }

  private Supplier<String> token(URI issuer) {
    String secret =
        password == null ? System.getenv().getOrDefault("TARN_PASSWORD", user) : password;
    return new Tokens(issuer).user(user, secret);
  }
}
