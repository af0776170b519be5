package io.tarn.ingest.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.ingest.BronzeContent;
import io.tarn.ingest.Servers;
import io.tarn.ingest.domain.Batch;
import io.tarn.ingest.domain.SourceProgress;
import io.tarn.ingest.messaging.RawConsumers;
import io.tarn.ingest.messaging.RawTopics;
import io.tarn.ingest.messaging.TopicWork;
import io.tarn.ingest.tables.BronzeWriter;
import io.tarn.model.TableName;
import io.tarn.tables.CatalogConnection;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.memory.MemoryCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real Kafka to bronze; the catalog is in memory, so that it can be made to misbehave. */
class TopicToBronzeIT {
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir Path scratch;

  private final TableName source = TableName.parse("shop.bronze." + Servers.unique("orders"));
  private final String topic = RawTopics.name(source);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Misbehaving catalog = new Misbehaving(MemoryCatalog.open("shop"));
  private final Lakehouse lakehouse = new Lakehouse(name -> catalog);
  private BronzeContent bronze;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void topic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.kafka()))) {
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    }
    bronze = new BronzeContent(lakehouse, source, scratch);
    producer = producer(Map.of());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void payloads_and_headers_arrive_byte_for_byte() throws Exception {
    List<byte[]> payloads =
        List.of(
            "{\"id\": 1, \"price\": \"$1,299.00\"}".getBytes(UTF_8),
            new byte[0],
            "a\u0000b 'quoted' \"twice\" \r\n Grüße 😀".getBytes(UTF_8),
            new byte[] {(byte) 0xff, (byte) 0xfe, 0, 'x'});
    for (byte[] payload : payloads) {
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, null, payload);
      record.headers().add("content-type", "application/json".getBytes(UTF_8));
      record.headers().add("ce_id", "e-1".getBytes(UTF_8));
      record.headers().add("tarn-accepted-at", "2026-11-25T00:00:00Z".getBytes(UTF_8));
      producer.send(record).get();
    }

    start("one");

    await().atMost(LONG).until(() -> bronze.count() == 4);
    assertThat(bronze.select("coalesce(hex(encode(payload)), hex(payload_bytes))"))
        .containsExactlyElementsOf(
            payloads.stream()
                .map(bytes -> java.util.HexFormat.of().withUpperCase().formatHex(bytes))
                .toList());
    assertThat(bronze.select("payload_bytes IS NULL"))
        .containsExactly("true", "true", "true", "false");
    assertThat(bronze.select("content_type || ' ' || headers::VARCHAR || ' ' || origin"))
        .containsOnly("application/json {ce_id=e-1} kafka:" + topic);
    assertThat(bronze.select("source_offset")).containsExactly("0", "1", "2", "3");
    assertThat(lakehouse.positions(source)).containsEntry("kafka:" + topic + ":0", 4L);
  }

  @Test
  void a_record_is_in_bronze_within_a_second_of_its_acceptance() throws Exception {
    start("one");
    produce(10);
    await().atMost(LONG).until(() -> bronze.count() == 10);

    // The best of some: this machine may be busy with other things.
    Duration best = LONG;
    for (long records = 11; records <= 15; records++) {
      long all = records;
      long accepted = System.nanoTime();
      produce(1);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(LONG)
          .until(
              () -> lakehouse.positions(source).values().stream().mapToLong(n -> n).sum() == all);
      Duration taken = Duration.ofNanos(System.nanoTime() - accepted);
      best = taken.compareTo(best) < 0 ? taken : best;
    }
    assertThat(best).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void a_restart_in_the_middle_loses_and_doubles_nothing() throws Exception {
    WriterThread first = start("one");
    produce(700);
    await().atMost(LONG).until(() -> bronze.count() > 0);
    produce(700);

    first.close();
    produce(600);
    start("one");

    await().atMost(LONG).until(() -> bronze.count() >= 2_000);
    assertExact(2_000);
  }

  @Test
  void two_writers_that_both_think_they_own_the_topic_write_each_record_once() throws Exception {
    start("one");
    start("zombie"); // another group: Kafka gives it every partition, too
    for (int i = 0; i < 20; i++) {
      produce(100);
    }

    await().atMost(LONG).until(() -> bronze.count() >= 2_000);
    assertExact(2_000);
  }

  @Test
  void commits_whose_answer_is_lost_are_neither_lost_nor_repeated() throws Exception {
    WriterThread writer = start("one");
    catalog.script =
        call ->
            switch (call % 4) {
              case 0 -> Outcome.DONE_BUT_UNKNOWN;
              case 1 -> Outcome.NOT_DONE_BUT_UNKNOWN;
              case 2 -> Outcome.LOST_RACE;
              default -> Outcome.DONE;
            };
    for (int i = 0; i < 10; i++) {
      produce(50);
      long sent = (i + 1) * 50L;
      await().atMost(LONG).until(() -> bronze.count() >= sent);
    }

    assertExact(500);
    assertThat(catalog.calls.get()).isGreaterThan(10);
    await().atMost(LONG).until(() -> writer.progress().trouble().isEmpty());
  }

  @Test
  void records_of_aborted_transactions_are_not_taken_and_markers_are_passed_by() throws Exception {
    try (var transactional = producer(Map.of("transactional.id", Servers.unique("tx")))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      send(transactional, 0, "kept".getBytes(UTF_8));
      transactional.commitTransaction();
      transactional.beginTransaction();
      send(transactional, 0, "dropped".getBytes(UTF_8));
      transactional.abortTransaction();
      transactional.beginTransaction();
      send(transactional, 0, "kept too".getBytes(UTF_8));
      transactional.commitTransaction();
    }

    start("one");

    await().atMost(LONG).until(() -> bronze.count() == 2);
    assertThat(bronze.select("payload")).containsExactly("kept", "kept too");
    assertThat(lakehouse.positions(source).get("kafka:" + topic + ":0")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void a_catalog_that_is_away_is_shown_and_survived() throws Exception {
    catalog.away = true;
    WriterThread writer = start("one");
    produce(30);
    await().atMost(LONG).until(() -> writer.progress().trouble().isPresent());
    assertThat(writer.isAlive()).isTrue();

    catalog.away = false;

    await().atMost(LONG).until(() -> bronze.count() == 30);
    await().atMost(LONG).until(() -> writer.progress().trouble().isEmpty());
    await().atMost(LONG).until(() -> writer.progress().lagRecords() == 0);
    assertThat(writer.progress().acceptedRecords()).isEqualTo(30);
  }

  private void assertExact(long records) {
    assertThat(bronze.count()).isEqualTo(records);
    assertThat(bronze.distinctPositions()).isEqualTo(records);
  }

  private void produce(int records) throws Exception {
    for (int i = 0; i < records; i++) {
      send(producer, i % 2, ("r" + i).getBytes(UTF_8));
    }
    producer.flush();
  }

  private void send(KafkaProducer<byte[], byte[]> through, int partition, byte[] payload) {
    var sent = through.send(new ProducerRecord<>(topic, partition, null, payload));
    through.flush();
    assertThat(sent).succeedsWithin(LONG);
  }

  private WriterThread start(String group) {
    RowStager stager = new RowStager(scratch.resolve("staged"), 1);
    open.add(stager);
    Map<String, Object> settings =
        RawConsumers.settings(
            Map.of("bootstrap.servers", Servers.kafka()), source + group, "instance");
    SourceProgress progress = new SourceProgress();
    TopicWork work =
        new TopicWork(
            source,
            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            new BronzeWriter(lakehouse, stager, new SimpleMeterRegistry()),
            new Batch.Limits(Duration.ofMillis(400), 20_000, 16_000_000),
            progress);
    WriterThread writer = new WriterThread(source.toString(), progress, () -> work);
    open.add(writer);
    return writer;
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", Servers.kafka());
    KafkaProducer<byte[], byte[]> made =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    open.add(made);
    return made;
  }

  private enum Outcome {
    DONE,
    DONE_BUT_UNKNOWN,
    NOT_DONE_BUT_UNKNOWN,
    LOST_RACE
  }

  /** A catalog whose answers to commits go wrong as scripted. */
  private static final class Misbehaving implements CatalogConnection {
    private final CatalogConnection right;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile java.util.function.IntFunction<Outcome> script = call -> Outcome.DONE;
    private volatile boolean away;

    Misbehaving(CatalogConnection right) {
      this.right = right;
    }

    @Override
    public Catalog tables() {
      return right.tables();
    }

    @Override
    public void commit(List<TableCommit> commits) {
      switch (script.apply(calls.getAndIncrement())) {
        case DONE -> right.commit(commits);
        case DONE_BUT_UNKNOWN -> {
          right.commit(commits);
          throw new CommitStateUnknownException(new IllegalStateException("no answer"));
        }
        case NOT_DONE_BUT_UNKNOWN ->
            throw new CommitStateUnknownException(new IllegalStateException("no answer"));
        case LOST_RACE -> throw new CommitFailedException("somebody was faster");
      }
    }

    @Override
    public Map<String, Long> positions(TableName table) {
      if (away) {
        throw new org.apache.iceberg.exceptions.ServiceUnavailableException("away");
      }
      return right.positions(table);
    }

    @Override
    public void close() {}
  }
}
