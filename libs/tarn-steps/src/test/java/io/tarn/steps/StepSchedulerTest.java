package io.tarn.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tarn.model.TableName;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.RunEnded;
import io.tarn.model.event.RunEnded.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSchedulerTest {
  private static final TableName BRONZE = TableName.parse("shop.bronze.orders");
  private static final TableName SILVER = TableName.parse("shop.silver.orders");
  private static final TableName GOLD = TableName.parse("shop.gold.totals");
  private static final SchedulerSettings SETTINGS =
      new SchedulerSettings(
          2, Duration.ofSeconds(60), Duration.ofMillis(50), Duration.ofMillis(200));

  @TempDir Path directory;
  private final List<RunEnded> ended = new CopyOnWriteArrayList<>();
  private final List<DeclaredStep> declared = new CopyOnWriteArrayList<>();
  private World world;
  private StepScheduler scheduler;

  @BeforeEach
  void open() {
    world = new World(directory);
    scheduler = new StepScheduler(world.runner, () -> declared, this::ended, SETTINGS);
    declared.add(silver("price >= 0", "fail"));
    declared.add(
        World.step(
            """
            kind: Table
            name: shop.gold.totals
            from: { o: shop.silver.orders }
            key: [everything]
            sql: SELECT 1 AS everything, sum(price) AS total, count(*) AS orders FROM o
            """));
  }

  private static DeclaredStep silver(String check, String action) {
    return World.step(
        """
        kind: Table
        name: shop.silver.orders
        from: { o: shop.bronze.orders }
        parse: { o: json }
        key: [id]
        sql: SELECT whole(o.id) AS id, money(o.price) AS price FROM o
        expect:
          right: { check: %s, on violation: %s }
        """
            .formatted(check, action));
  }

  /** As the service does it: every commit is announced. */
  private void ended(RunEnded run) {
    ended.add(run);
    if (run.status() == Status.succeeded) {
      scheduler.committed(run.step());
    }
  }

  @AfterEach
  void close() {
    scheduler.close();
    world.close();
  }

  private void order(int id, String price) {
    world.ingest(BRONZE.toString(), List.of("{\"id\": %d, \"price\": %s}".formatted(id, price)));
    scheduler.committed(BRONZE);
  }

  @Test
  void aCommitMovesTheStepsThatReadItAndThenTheirs() {
    scheduler.start();
    for (int id = 0; id < 5; id++) {
      order(id, "2");
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(world.value(GOLD.toString(), "orders || ' ' || total"))
                    .isEqualTo("5 10.0000"));
    assertThat(ended).extracting(RunEnded::step).contains(SILVER, GOLD);
    assertThat(ended).extracting(RunEnded::status).containsOnly(Status.succeeded);
  }

  @Test
  void aFailedRunIsTriedAgainUntilItCanSucceed() {
    scheduler.start();
    order(1, "-1");
    await().until(() -> ended.stream().filter(run -> run.status() == Status.failed).count() >= 2);
    assertThat(scheduler.statuses())
        .filteredOn(status -> status.table().equals(SILVER))
        .singleElement()
        .satisfies(status -> assertThat(status.lastRun()).isPresent());

    declared.set(0, new DeclaredStep(silver("price >= -5", "fail").manifest(), 2));
    scheduler.declarationsChanged();

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(world.value(SILVER.toString(), "count(*)")).isEqualTo(1L));
    await()
        .untilAsserted(
            () ->
                assertThat(scheduler.statuses())
                    .extracting(StepStatus::state)
                    .containsOnly(StepStatus.State.idle));
  }

  @Test
  void aTableIsNotRefreshedMuchMoreOftenThanItMustBeFresh() {
    declared.set(
        1,
        World.step(
            """
            kind: Table
            name: shop.gold.totals
            from: { o: shop.silver.orders }
            key: [everything]
            sql: SELECT 1 AS everything, count(*) AS orders FROM o
            freshness: 1h
            """));
    scheduler.start();
    order(0, "2");
    await().until(() -> runsOf(GOLD) == 1);
    for (int id = 1; id < 5; id++) {
      order(id, "2");
      long all = id + 1L;
      await().until(() -> world.value(SILVER.toString(), "count(*)").equals(all));
    }

    assertThat(runsOf(GOLD)).isEqualTo(1);
    scheduler.run(GOLD, Extent.asNeeded);
    assertThat(world.value(GOLD.toString(), "orders")).isEqualTo(5L);
  }

  private long runsOf(TableName table) {
    return ended.stream().filter(run -> run.step().equals(table)).count();
  }

  @Test
  void aStepThatIsNotDeclaredAnyMoreIsForgotten() {
    scheduler.start();
    await().until(() -> scheduler.statuses().size() == 2);

    declared.removeLast();
    scheduler.declarationsChanged();

    await().until(() -> scheduler.statuses().size() == 1);
    assertThatThrownBy(() -> scheduler.run(GOLD, Extent.everything))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining(GOLD.toString());
  }
}
