package io.tarn.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.local.platform.Platform;
import io.tarn.local.platform.TarnService;
import io.tarn.local.server.ObjectStore;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The retail example: its orders replayed, every answer checked. */
public final class RetailStory implements Story {
  /** In the file that lands. */
  static final long ZIP_CODES = 42_049;

  private static final String DAILY_SALES = "retail.gold.daily_sales";

  /** Beside daily sales: where all orders must arrive. */
  private static final List<String> OTHERS =
      List.of(
          "retail.gold.fact_sales",
          "retail.gold.dim_customer",
          "retail.gold.dim_product",
          "retail.gold.dim_place",
          "retail.gold.dim_date");

  /** The story is told fast; then the machine is for those who look around. */
  private static final int CALMER = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path checkout;

  /**
   * @param checkout root of the repository
   */
  public RetailStory(Path checkout) {
    this.checkout = checkout;
  }

  @Override
  public String example() {
    return "examples/retail";
  }

  @Override
  public ObjectNode tell(Platform platform, Telling telling) {
    RetailData data = data();
    OrderLoad load = OrderReplay.of(data, telling.seed());
    Lake lake = new Lake(platform);
    PushLog log = new PushLog();
    telling
        .out()
        .printf(
            "Sending %,d events about %,d order lines, seed %d, at most %d a second; the ZIP codes land %s%n",
            load.events().size(),
            data.lines().size(),
            telling.seed(),
            telling.eventsPerSecond(),
            load.zipCodesAfter() == 0
                ? "first"
                : "after event %,d".formatted(load.zipCodesAfter()));
    long began = System.nanoTime();
    try (Ticker ticker = new Ticker(lake, log, load.events().size(), telling.out())) {
      ticker.start();
      Feed feed = feed(platform, telling.eventsPerSecond());
      IntConsumer landing =
          event -> {
            if (event == load.zipCodesAfter()) {
              Thread.startVirtualThread(() -> land(platform, data.zipCodes()));
            }
          };
      feed.send(load.events(), 0, OrderLoad.OPENING, log, landing);
      new Arrival(lake, DAILY_SALES).await(log.ends(), 0, PATIENCE);
      telling
          .out()
          .printf(
              "The first %d orders are on the dashboard after %.1f s%n",
              OrderLoad.OPENING, secondsSince(began));
      telling.out().flush();
      began = System.nanoTime();
      feed.send(load.events(), OrderLoad.OPENING, load.events().size(), log, landing);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TarnException(ErrorKind.UNAVAILABLE, "Interrupted while sending");
    }
    double seconds = secondsSince(began);
    telling.out().printf("All acknowledged after %.1f s; waiting for gold%n", seconds);
    telling.out().flush();
    return verify(lake, data, load, log, seconds, telling.out());
  }

  private ObjectNode verify(
      Lake lake, RetailData data, OrderLoad load, PushLog log, double seconds, PrintWriter out) {
    Arrival gold = new Arrival(lake, DAILY_SALES);
    gold.await(log.ends(), ZIP_CODES, PATIENCE);
    Arrival bronze = new Arrival(lake, "retail.bronze.orders");
    bronze.await(log.ends(), 0, PATIENCE);
    for (String table : OTHERS) {
      // They may be a minute old, and nobody wants to wait that long.
      lake.post(
          Lake.ENGINEER,
          TarnService.GOLD,
          "/api/v1/steps/%s/refresh".formatted(table),
          Json.MAPPER.nullNode());
      new Arrival(lake, table).await(log.ends(), ZIP_CODES, PATIENCE);
    }
    return new Verification(lake, data, load.events(), log)
        .report(Map.of("bronze", bronze, "gold", gold), seconds, out);
  }

  @Override
  public void goOn(Platform platform, Telling telling) throws InterruptedException {
    RetailData data = data();
    int eventsPerSecond = Math.max(1, telling.eventsPerSecond() / CALMER);
    for (int round = 1; ; round++) {
      OrderLoad load = OrderReplay.of(data.round(round), telling.seed() + round);
      feed(platform, eventsPerSecond).send(load.events(), new PushLog(), event -> {});
    }
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private RetailData data() {
    return RetailData.load(checkout.resolve(example()));
  }

  private static Feed feed(Platform platform, int eventsPerSecond) {
    URI push = platform.endpoints().of(TarnService.INGEST).resolve("/push/orders");
    return new Feed(
        new Pusher(push, platform.tokens().service("retail-producer"), PATIENCE), eventsPerSecond);
  }

  private static void land(Platform platform, Path zipCodes) {
    try {
      new Landing(
              platform.endpoints().s3(),
              ObjectStore.REGION,
              ObjectStore.ACCESS_KEY,
              ObjectStore.SECRET_KEY)
          .put("/landing/retail/zipcodes/zipcodes.csv", Files.readAllBytes(zipCodes));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
