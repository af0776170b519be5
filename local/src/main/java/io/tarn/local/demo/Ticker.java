package io.tarn.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.local.platform.TarnService;
import io.tarn.model.error.TarnException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** While orders stream in: a line every few seconds with what each stage holds. */
final class Ticker implements AutoCloseable {
  private static final long PAUSE_MILLIS = 4_000;

  private final Lake lake;
  private final PushLog log;
  private final int events;
  private final PrintWriter out;
  private final Thread thread;

  Ticker(Lake lake, PushLog log, int events, PrintWriter out) {
    this.lake = lake;
    this.log = log;
    this.events = events;
    this.out = out;
    this.thread = Thread.ofVirtual().name("ticker").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        print();
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void print() {
    try {
      Map<String, Long> rows = new TreeMap<>();
      for (JsonNode table : lake.as(Lake.ENGINEER, TarnService.CATALOG).get("/api/v1/tables")) {
        rows.put(table.path("name").asText(), table.path("rows").asLong());
      }
      out.printf(
          "  acknowledged %,6d of %,d · bronze %,6d · silver %,6d · quarantine %,4d · daily sales %,6d%n",
          log.acknowledgedCount(),
          events,
          rows.getOrDefault("retail.bronze.orders", 0L),
          rows.getOrDefault("retail.silver.orders", 0L),
          rows.getOrDefault("retail.silver.orders_quarantine", 0L),
          rows.getOrDefault("retail.gold.daily_sales", 0L));
    } catch (TarnException away) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      out.printf(
          "  acknowledged %,6d of %,d · %s%n", log.acknowledgedCount(), events, away.getMessage());
    }
    out.flush();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
