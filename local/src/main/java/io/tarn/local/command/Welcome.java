package io.tarn.local.command;

import io.tarn.local.platform.Endpoints;
import io.tarn.local.platform.Platform;
import io.tarn.local.platform.TarnService;
import java.io.PrintWriter;
import java.util.Locale;

/** What a person needs to know of a platform that runs: addresses and logins. */
final class Welcome {
  private Welcome() {}

  static void print(Platform platform, PrintWriter out) {
    Endpoints endpoints = platform.endpoints();
    out.printf(
        Locale.ROOT,
        "%nReady: infrastructure in %.1f s, everything in %.1f s, %d MB.%n%n",
        platform.startupTimes().infrastructure().toMillis() / 1000.0,
        platform.startupTimes().services().toMillis() / 1000.0,
        platform.memory() / (1024 * 1024));
    out.printf("  Console     %s%n", endpoints.of(TarnService.GOLD));
    out.printf("  SQL         ./tarn sql \"SELECT …\"%n");
    out.printf("  Catalog     %s/iceberg (Iceberg REST)%n", endpoints.of(TarnService.CATALOG));
    out.printf("  Push        %s/push/…%n", endpoints.of(TarnService.INGEST));
    out.printf("  Keycloak    %s (admin, admin)%n", endpoints.keycloak());
    out.printf("  Kafka       %s%n", endpoints.kafka());
    out.printf("  S3          %s (tarn, tarn-secret)%n", endpoints.s3());
    out.printf("  Logins      engineer, analyst, scientist, officer, operator%n");
    out.printf("              (each one's password is its name)%n%n");
    out.printf("Ctrl-C or ./tarn down stops it.%n");
    out.flush();
  }
}
