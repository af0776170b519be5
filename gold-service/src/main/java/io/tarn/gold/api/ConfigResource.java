package io.tarn.gold.api;

import io.tarn.gold.config.GoldConfig;
import io.tarn.service.PlatformConfig;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the console must know before anybody has signed in. Public. */
@Path("/config.json")
public class ConfigResource {
  record ConsoleConfig(String issuer, String clientId, String catalogUrl, String mlUrl) {}

  private final PlatformConfig platform;
  private final GoldConfig.Console console;

  ConfigResource(PlatformConfig platform, GoldConfig gold) {
    this.platform = platform;
    this.console = gold.console();
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public ConsoleConfig config() {
    return new ConsoleConfig(
        platform.oidc().issuer().toString(),
        console.clientId(),
        console.catalogUrl(),
        console.mlUrl().orElse(""));
  }
}
