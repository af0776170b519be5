package io.tarn.service;

import io.tarn.model.Principal;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.PoliciesChanged;
import io.tarn.service.Decisions.Decision;
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

  private record Question(Set<Principal> principals, List<Access> accesses) {}

  private record Answer(Decisions decisions, Instant until) {}

  private final CatalogClient catalog;
  private final AuditLog audit;
  private final AuthorizationConfig config;
  private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

  protected Authorizer(CatalogClient catalog, AuditLog audit, AuthorizationConfig config) {
    this.catalog = catalog;
    this.audit = audit;
    this.config = config;
  }

  /**
   * Decides about all accesses of one request at once.
   *
   * @throws TarnException UNAVAILABLE when catalog-service cannot be asked
   */
  public Decisions authorize(Caller caller, List<Access> accesses) {
    Question question = new Question(caller.principals(), List.copyOf(accesses));
    Answer known = answers.get(question);
    if (known != null && Instant.now().isBefore(known.until())) {
      return known.decisions();
    }
    Decisions decisions = catalog.authorize(caller.token(), question.accesses());
    if (answers.size() >= MOST_REMEMBERED) {
      answers.clear();
    }
    answers.put(question, new Answer(decisions, Instant.now().plus(config.cache())));
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

  void forget(@Observes PoliciesChanged changed) {
    answers.clear();
  }

  void forget(@Observes FeedConnected connected) {
    answers.clear();
  }
}
