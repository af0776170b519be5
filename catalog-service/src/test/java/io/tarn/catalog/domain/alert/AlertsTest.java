package io.tarn.catalog.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.catalog.domain.Commit;
import io.tarn.catalog.domain.CommitLog;
import io.tarn.catalog.domain.lineage.RunStore;
import io.tarn.catalog.domain.manifest.ManifestStore;
import io.tarn.catalog.domain.manifest.StoredManifest;
import io.tarn.model.Principal;
import io.tarn.model.TableName;
import io.tarn.model.event.RunEnded;
import io.tarn.model.manifest.AlertManifest;
import io.tarn.model.manifest.Manifest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody is told once when something goes wrong, and once when it is right again. */
class AlertsTest {
  private static final TableName SALES = TableName.parse("retail.gold.daily_sales");
  private static final Instant START = Instant.parse("2026-11-25T01:00:00Z");

  private final World world = new World();
  private final Alerts alerts = new Alerts(world, world, world, world, world);

  @Test
  void a_table_past_its_limit_fires_once_and_is_cleared_once() {
    world.declare("stale", new AlertManifest.FreshnessOver(Duration.ofMinutes(1)));
    world.freshest = START;
    world.pass(Duration.ofSeconds(60));
    alerts.look();
    assertThat(world.told).isEmpty();

    world.pass(Duration.ofSeconds(1));
    alerts.look();
    alerts.look();

    assertThat(world.told).containsExactly("stale firing");
    assertThat(world.state("stale").since()).isEqualTo(START.plusSeconds(61));

    world.freshest = START.plusSeconds(50);
    alerts.look();

    assertThat(world.told).containsExactly("stale firing", "stale ok");
  }

  @Test
  void a_table_nothing_ever_came_into_is_stale_from_when_the_alert_was_declared() {
    world.declare("stale", new AlertManifest.FreshnessOver(Duration.ofMinutes(1)));
    alerts.look();
    assertThat(world.told).isEmpty();

    world.pass(Duration.ofSeconds(61));
    alerts.look();

    assertThat(world.told).containsExactly("stale firing");
  }

  @Test
  void a_failed_run_fires_until_one_succeeds() {
    world.declare("broken", new AlertManifest.RunFails());
    alerts.look();
    world.lastRun = run(RunEnded.Status.failed);
    alerts.look();
    world.lastRun = run(RunEnded.Status.succeeded);
    alerts.look();

    assertThat(world.told).containsExactly("broken firing", "broken ok");
  }

  @Test
  void an_alert_that_is_not_declared_any_more_is_forgotten() {
    world.declare("broken", new AlertManifest.RunFails());
    alerts.look();
    world.declared.clear();

    alerts.look();

    assertThat(world.states).isEmpty();
  }

  @Test
  void a_webhook_goes_only_where_it_may() {
    Webhooks webhooks = new Webhooks(Set.of("hooks.example", "127.0.0.1"));

    assertThat(webhooks.refusal(URI.create("https://hooks.example/x?y=z"))).isEmpty();
    assertThat(webhooks.refusal(URI.create("http://127.0.0.1:9000/alerts"))).isEmpty();
    assertThat(
            List.of(
                "file:///etc/passwd",
                "gopher://hooks.example/",
                "jar:http://hooks.example!/x",
                "//hooks.example/x",
                "http://169.254.169.254/latest/meta-data",
                "http://hooks.example.evil/x",
                "http://hooks.example@evil/x",
                "http://evil#@hooks.example/",
                "http://user:secret@hooks.example/"))
        .allMatch(address -> webhooks.refusal(URI.create(address)).isPresent());
  }

  private static RunEnded run(RunEnded.Status status) {
    return new RunEnded(
        "run-1",
        SALES,
        "gold-service",
        status,
        RunEnded.Refresh.full,
        START,
        START,
        List.of(),
        0,
        0,
        0,
        0,
        Map.of(),
        null,
        null);
  }

  /** Everything alerts look at, and those they tell. */
  private static final class World extends Clock
      implements ManifestStore, CommitLog, RunStore, AlertStore {
    private final Map<String, AlertManifest> declared = new HashMap<>();
    private final Map<String, AlertState> states = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private Instant now = START;
    private Instant freshest;
    private RunEnded lastRun;

    private void declare(String name, AlertManifest.Condition condition) {
      declared.put(
          name, new AlertManifest(name, SALES, condition, URI.create("http://127.0.0.1:9000/")));
    }

    private void pass(Duration time) {
      now = now.plus(time);
    }

    private AlertState state(String name) {
      return states.get(name);
    }

    @Override
    public List<StoredManifest> inForce() {
      return declared.values().stream()
          .map(alert -> new StoredManifest(alert, 1, "", START, Principal.parse("user:engineer")))
          .toList();
    }

    @Override
    public Map<TableName, Instant> acceptedUpTo() {
      return freshest == null ? Map.of() : Map.of(SALES, freshest);
    }

    @Override
    public Map<TableName, RunEnded> last(Collection<TableName> tables) {
      return lastRun == null ? Map.of() : Map.of(SALES, lastRun);
    }

    @Override
    public List<AlertState> states() {
      return List.copyOf(states.values());
    }

    @Override
    public void put(AlertState state) {
      states.put(state.name(), state);
    }

    @Override
    public void retain(Collection<String> names) {
      states.keySet().retainAll(names);
    }

    @Override
    public void notify(AlertState state, URI webhook) {
      told.add(state.name() + (state.firing() ? " firing" : " ok"));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public void lock() {}

    @Override
    public long nextVersion(String kind, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void put(Manifest manifest, long version, String yaml, Principal by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Manifest manifest, long version, Principal by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Commit> after(TableName table, Optional<UUID> one, long after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Commit> newest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Commit> newest(TableName table) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Commit> ofSnapshot(TableName table, long snapshotId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RunEnded> find(String runId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void keep(RunEnded run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<RunEnded> newest(Optional<TableName> table, int limit) {
      throw new UnsupportedOperationException();
    }
  }
}
