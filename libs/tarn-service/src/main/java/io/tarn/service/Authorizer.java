package io.tarn.service;

import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.PoliciesChanged;
import io.tarn.service.Decisions.Decision;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Asks catalog-service what a caller may do. No answer means no. */
@ApplicationScoped
public class Authorizer {
  private static final int MOST_REMEMBERED = 10_000;
  private static final int FIRST = 0;

  private record Question(Set<Principal> principals, List<Access> accesses) {}

  private record Answer(Decisions decisions, Instant until) {}

  /** What was allowed since a policy version came into force; the next one begins anew. */
  private record Memory(long version, Map<Question, Answer> answers) {
    Memory(long version) {
      this(version, new ConcurrentHashMap<>());
    }
  }

  private final CatalogClient catalog;
  private final AuditLog audit;
  private final AuthorizationConfig config;
  private volatile Memory memory = new Memory(0);

  protected Authorizer(CatalogClient catalog, AuditLog audit, AuthorizationConfig config) {
    this.catalog = catalog;
    this.audit = audit;
    this.config = config;
  }

  /**
   * Decides about all accesses of one request at once. What is allowed is remembered; who was
   * refused may have been given the right since.
   *
   * @throws TarnException UNAVAILABLE when catalog-service cannot be asked
   */
  public Decisions authorize(Caller caller, List<Access> accesses) {
    Question question = new Question(caller.principals(), List.copyOf(accesses));
    // The one of now: an answer that is under way when a policy changes is of the past.
    Memory now = memory;
    Answer known = now.answers().get(question);
    if (known != null && Instant.now().isBefore(known.until())) {
      return known.decisions();
    }
    Decisions decisions = catalog.authorize(caller.token(), question.accesses(), now.version());
    if (decisions.allowed() && decisions.policyVersion() >= now.version()) {
      remember(now.answers(), question, decisions);
    }
    return decisions;
  }

  /**
   * The same, where a refusal ends the request: it is written to the audit log, then thrown.
   *
   * @throws TarnException FORBIDDEN with catalog-service's reasons; UNAVAILABLE
   */
  public Decisions require(Caller caller, List<Access> accesses) {
    Decisions decisions = authorize(caller, accesses);
    if (!decisions.allowed()) {
      audit.record(audit.refused(caller, decisions));
      throw new TarnException(
          ErrorKind.FORBIDDEN,
          decisions.decisions().stream()
              .filter(decision -> !decision.allowed())
              .map(Decision::reason)
              .collect(Collectors.joining("; ")),
          "Ask an owner of the data, or an administrator, for a grant.");
    }
    return decisions;
  }

  private void remember(Map<Question, Answer> answers, Question question, Decisions decisions) {
    if (answers.size() >= MOST_REMEMBERED) {
      answers.clear();
    }
    answers.put(question, new Answer(decisions, Instant.now().plus(config.cache())));
  }

  /** Before others hear of it, who then ask again. */
  void forget(@Observes @Priority(FIRST) PoliciesChanged changed) {
    memory = new Memory(changed.version());
  }

  void forget(@Observes FeedConnected connected) {
    memory = new Memory(memory.version());
  }
}
