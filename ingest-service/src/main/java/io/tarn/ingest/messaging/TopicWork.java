package io.tarn.ingest.messaging;

import io.tarn.ingest.domain.Batch;
import io.tarn.ingest.domain.PartitionGap;
import io.tarn.ingest.domain.SourceProgress;
import io.tarn.ingest.sources.Work;
import io.tarn.ingest.tables.BronzeWriter;
import io.tarn.model.TableName;
import io.tarn.tables.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Carries the records of one source's topic into its bronze table.
 *
 * <p>Kafka's group decides who reads which partition, and nothing else: where to read on is what
 * the catalog committed. Whoever else wrote meanwhile, the catalog refuses positions that do not
 * continue, and this starts again from the ends.
 */
public final class TopicWork implements Work {
  private static final Duration IDLE = Duration.ofMillis(500);

  private final TableName source;
  private final Consumer<byte[], byte[]> consumer;
  private final BronzeWriter bronze;
  private final Batch batch;
  private final SourceProgress progress;
  private final Map<TopicPartition, Long> starts = new HashMap<>();
  private boolean lost = true;

  public TopicWork(
      TableName source,
      Consumer<byte[], byte[]> consumer,
      BronzeWriter bronze,
      Batch.Limits limits,
      SourceProgress progress) {
    this.source = source;
    this.consumer = consumer;
    this.bronze = bronze;
    this.batch = new Batch(limits);
    this.progress = progress;
    consumer.subscribe(List.of(RawTopics.name(source)), new Assignment());
  }

  @Override
  public void step() {
    if (lost && !consumer.assignment().isEmpty()) {
      find(consumer.assignment());
    }
    for (ConsumerRecord<byte[], byte[]> record :
        consumer.poll(batch.patience(Instant.now(), IDLE))) {
      batch.add(RawRecords.bronze(record), Instant.now());
    }
    if (!lost && batch.isDue(Instant.now())) {
      commit();
    }
    measureLag();
  }

  @Override
  public void recover() {
    batch.clear();
    starts.clear();
    lost = true;
  }

  @Override
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Goes where the catalog says that the table ends. */
  private void find(Set<TopicPartition> partitions) {
    batch.clear();
    Map<String, Long> ends = bronze.ends(source);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> next = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(key(partition), 0L);
      PartitionGap.check(progress, key(partition), end, first.get(partition), next.get(partition));
      consumer.seek(partition, Math.max(end, first.get(partition)));
      starts.put(partition, end);
      progress.committed(key(partition), end);
    }
    lost = false;
  }

  private void commit() {
    Map<String, Range> positions = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    starts.forEach(
        (partition, start) -> {
          // Beyond the last record there may be markers of transactions, which are passed by too.
          long end = consumer.position(partition);
          if (end > start) {
            ends.put(partition, end);
            positions.put(key(partition), new Range(start, end));
          }
        });
    bronze.write(source, batch.records(), positions);
    batch.clear();
    starts.putAll(ends);
    ends.forEach((partition, end) -> progress.committed(key(partition), end));
    tell(ends);
  }

  /** Only so that tools which show a group's lag show the truth. */
  private void tell(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
    consumer.commitAsync(offsets, (told, error) -> {});
  }

  private void measureLag() {
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> start : starts.entrySet()) {
      lag += consumer.currentLag(start.getKey()).orElse(0);
      lag += batch.isEmpty() ? 0 : consumer.position(start.getKey()) - start.getValue();
    }
    progress.lag(lag);
  }

  private static String key(TopicPartition partition) {
    return "kafka:%s:%d".formatted(partition.topic(), partition.partition());
  }

  /** Whatever changes hands, what was read and not committed is forgotten and read again. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      recover();
      find(consumer.assignment());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      recover();
    }
  }
}
