package io.tarn.gold.query;

import io.tarn.gold.config.GoldConfig;
import io.tarn.gold.tables.Excerpt;
import io.tarn.gold.worker.Reply.Column;
import io.tarn.model.error.TarnException;
import io.tarn.service.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Answers that many ask for, as those of dashboards: who may see the same of the same snapshots
 * gets the same answer, computed once. Each access is authorized and written down all the same.
 */
@ApplicationScoped
public class SharedAnswers {
  /**
   * An answer in JSON.
   *
   * @param json the array of rows
   */
  public record Shared(
      List<Column> columns, String json, long rows, boolean truncated, long policyVersion) {}

  /** Equal for those who see the same. */
  private record Key(String sql, List<Excerpt.Key> excerpts) {}

  private record Entry(CompletableFuture<Shared> answer, Instant until) {}

  private final Statements statements;
  private final StatementRunner runner;
  private final GoldConfig.Dashboards config;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  SharedAnswers(Statements statements, StatementRunner runner, GoldConfig config) {
    this.statements = statements;
    this.runner = runner;
    this.config = config.dashboards();
  }

  /**
   * The answer to a statement with the caller's rights.
   *
   * @throws TarnException as {@link Statements#ask}
   */
  public Shared ask(Caller caller, String sql) {
    Question question = Question.json(sql);
    Permitted permitted = statements.permit(caller, question, () -> false);
    try {
      Shared answer = answer(question, permitted);
      statements.written(caller, question, permitted, answer.rows());
      return answer;
    } catch (CompletionException failed) {
      statements.written(caller, question, permitted, null);
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private Shared answer(Question question, Permitted permitted) {
    Key key = new Key(question.sql(), permitted.excerpts().stream().map(Excerpt::key).toList());
    CompletableFuture<Shared> mine = new CompletableFuture<>();
    Optional<CompletableFuture<Shared>> known = enter(key, mine);
    if (known.isEmpty()) {
      try {
        mine.complete(compute(question, permitted));
      } catch (RuntimeException failed) {
        synchronized (entries) {
          entries.remove(key);
        }
        mine.completeExceptionally(failed);
      }
    }
    return known.orElse(mine).join();
  }

  /** The answer that is there or being computed; else mine is what others will find. */
  private Optional<CompletableFuture<Shared>> enter(Key key, CompletableFuture<Shared> mine) {
    Instant now = Instant.now();
    synchronized (entries) {
      Entry known = entries.get(key);
      if (known != null && now.isBefore(known.until())) {
        return Optional.of(known.answer());
      }
      entries.put(key, new Entry(mine, now.plus(config.keep())));
      if (entries.size() > config.answers()) {
        entries.remove(entries.keySet().iterator().next());
      }
      return Optional.empty();
    }
  }

  private Shared compute(Question question, Permitted permitted) {
    try (Answer answer = runner.run(question, permitted, () -> false)) {
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      answer.writeTo(json);
      return new Shared(
          answer.columns(),
          json.toString(StandardCharsets.UTF_8),
          answer.rows(),
          answer.truncated(),
          answer.policyVersion());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
