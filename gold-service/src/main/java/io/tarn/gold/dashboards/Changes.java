package io.tarn.gold.dashboards;

import io.tarn.model.TableName;
import io.tarn.model.event.PoliciesChanged;
import io.tarn.model.event.TableCommitted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Tells whoever listens what happens to tables, and that policies changed. */
@ApplicationScoped
public class Changes {
  private static final int MOST_WAITING = 1000;

  /** What can happen. */
  public sealed interface Change {}

  /** A table has a new commit. */
  public record Committed(TableName table, long sequence) implements Change {}

  /** What was allowed may not be any more. */
  public record Policies() implements Change {}

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /** Listens from now on, until closed. */
  public Listener listen(Set<TableName> tables) {
    Listener listener = new Listener(tables);
    listeners.add(listener);
    return listener;
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }

  void committed(@Observes TableCommitted commit) {
    Committed change = new Committed(commit.table(), commit.sequence());
    listeners.stream()
        .filter(listener -> listener.tables.contains(commit.table()))
        .forEach(listener -> listener.hear(change));
  }

  void changed(@Observes PoliciesChanged policies) {
    listeners.forEach(listener -> listener.hear(new Policies()));
  }

  /** One who listens. */
  public final class Listener implements AutoCloseable {
    private final Set<TableName> tables;
    private final BlockingQueue<Change> heard = new LinkedBlockingQueue<>(MOST_WAITING);

    private Listener(Set<TableName> tables) {
      this.tables = Set.copyOf(tables);
    }

    /** The next change, or nothing when there was none for so long. */
    public Optional<Change> next(Duration patience) throws InterruptedException {
      return Optional.ofNullable(heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void hear(Change change) {
      if (!heard.offer(change)) {
        // Too slow to follow: each change but the newest of a table can be left out.
        heard.clear();
        heard.add(new Policies());
        tables.forEach(table -> heard.offer(new Committed(table, 0)));
      }
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }
}
