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

  private final MutinyEmitter<String> channel;
  private final Outgoing outgoing;
  private final Facts facts;
  private final RunMeters meters;

  RunReporter(
      @Channel("runs") MutinyEmitter<String> channel,
      Outgoing outgoing,
      Facts facts,
      RunMeters meters) {
    this.channel = channel;
    this.outgoing = outgoing;
    this.facts = facts;
    this.meters = meters;
  }

  /** Does not wait: the commit carries what must not be lost, this is its account. */
  public void report(RunEnded run) {
    meters.count(run);
    outgoing
        .send(channel, facts.message(RunEnded.TYPE, run.step().toString(), run))
        .exceptionally(
            failure -> {
              LOG.warnf(failure, "The end of run %s was not reported", run.runId());
              return null;
            });
  }
}
