package io.tarn.catalog.messaging;

import io.tarn.catalog.domain.audit.AuditTable;
import io.tarn.catalog.domain.audit.ChainHead;
import io.tarn.catalog.domain.audit.ChainedEvent;
import io.tarn.catalog.domain.audit.Pace;
import io.tarn.catalog.domain.watch.AccessWatch;
import io.tarn.model.error.TarnException;
import io.tarn.model.event.Accessed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Chains what the topic holds and appends it to the table, each record once: the table's own commit
 * says up to where, and a commit that does not continue there is refused.
 */
final class AuditChaining {
  private static final Logger LOG = Logger.getLogger(AuditChaining.class);
  private static final int MOST_WAITING = 20_000;

  private final AuditTopic topic;
  private final AuditTable table;
  private final AccessWatch watch;
  private final Pace pace;
  private final List<ChainedEvent> waiting = new ArrayList<>();
  private ChainHead head = ChainHead.GENESIS;
  private long committed;
  private long read;
  private Instant due = Instant.MIN;

  AuditChaining(AuditTopic topic, AuditTable table, AccessWatch watch, Pace pace) {
    this.topic = topic;
    this.table = table;
    this.watch = watch;
    this.pace = pace;
  }

  /** Goes on until the thread is interrupted or something fails that a new start may mend. */
  void run() {
    while (!Thread.currentThread().isInterrupted()) {
      List<ConsumerRecord<String, String>> records = topic.poll();
      if (topic.isNewlyAssigned()) {
        findPlace();
      } else {
        records.forEach(this::chain);
        commitWhenDue();
      }
    }
  }

  private void findPlace() {
    AuditTable.Progress progress = table.progress();
    waiting.clear();
    head = progress.head();
    committed = progress.end();
    read = committed;
    topic.seek(committed);
  }

  private void chain(ConsumerRecord<String, String> record) {
    if (record.offset() > read) {
      add(AuditRecords.lost(read, record), record.offset() - 1);
    }
    add(AuditRecords.event(record), record.offset());
  }

  private void add(Accessed event, long offset) {
    ChainedEvent chained = ChainedEvent.after(head, event, offset);
    waiting.add(chained);
    head = chained.head();
    read = offset + 1;
  }

  private void commitWhenDue() {
    boolean full = waiting.size() >= MOST_WAITING;
    if (waiting.isEmpty() || (!full && Instant.now().isBefore(due))) {
      return;
    }
    Instant begun = Instant.now();
    look();
    try {
      table.append(waiting, committed, read);
      committed = read;
      waiting.clear();
    } catch (TarnException refused) {
      LOG.warnf("The audit chain goes on from what the table says: %s", refused.getMessage());
      findPlace();
    }
    Instant ended = Instant.now();
    due = ended.plus(pace.rest(Duration.between(begun, ended)));
  }

  /**
   * Before the append: what is chained was looked at, also when the process dies in between. The
   * chain is not held up by it: if the database is away, both are tried again.
   */
  private void look() {
    try {
      watch.see(waiting);
    } catch (RuntimeException notSeen) {
      LOG.warnf("Accesses were not looked at for unusual ones: %s", notSeen);
    }
  }
}
