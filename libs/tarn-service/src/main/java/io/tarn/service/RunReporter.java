package io.tarn.service;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.tarn.model.event.RunEnded;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/** Tells the platform how a run ended. */
@ApplicationScoped
public class RunReporter {
  private static final Logger LOG = Logger.getLogger(RunReporter.class);

  private final MutinyEmitter<String> emitter;
  private final Facts facts;
  private final RunMeters meters;

  RunReporter(@Channel("runs") MutinyEmitter<String> emitter, Facts facts, RunMeters meters) {
    this.emitter = emitter;
    this.facts = facts;
    this.meters = meters;
  }

  /** Does not wait: the commit carries what must not be lost, this is its account. */
  public void report(RunEnded run) {
    meters.count(run);
    emitter
        .sendMessage(facts.message(RunEnded.TYPE, run.step().toString(), run))
        .subscribe()
        .with(
            sent -> {},
            failure -> LOG.warnf(failure, "The end of run %s was not reported", run.runId()));
  }
}
