package io.tarn.ingest.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.tarn.engine.duckdb.RowStager;
import io.tarn.ingest.BronzeContent;
import io.tarn.ingest.Servers;
import io.tarn.ingest.domain.Batch;
import io.tarn.ingest.domain.SourceProgress;
import io.tarn.ingest.files.Landing;
import io.tarn.ingest.files.LandingWork;
import io.tarn.ingest.tables.BronzeWriter;
import io.tarn.model.TableName;
import io.tarn.model.manifest.SourceManifest;
import io.tarn.model.manifest.SourceManifest.Format;
import io.tarn.tables.Lakehouse;
import io.tarn.tables.Snapshots;
import io.tarn.tables.memory.MemoryCatalog;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files in a real object store to bronze. */
class FilesToBronzeIT {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final String BUCKET = "ingest-tests";

  @TempDir Path scratch;

  private final TableName source = TableName.parse("shop.bronze." + Servers.unique("zips"));
  private final String prefix = source.table() + "/";
  private final Lakehouse lakehouse = MemoryCatalog.lakehouse();
  private final List<AutoCloseable> open = new ArrayList<>();
  private BronzeContent bronze;
  private MinioClient store;

  @BeforeEach
  void bucket() throws Exception {
    bronze = new BronzeContent(lakehouse, source, scratch);
    var settings = Servers.store();
    store =
        MinioClient.builder()
            .endpoint(settings.endpoint().toString())
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .build();
    if (!store.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build())) {
      store.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void a_csv_file_is_taken_in_once_and_a_changed_one_again() throws Exception {
    start();
    put("a.csv", "zip,county\r\n05401,\"Chitten\nden\"\r\n00501,Suffolk\r\n");
    await().atMost(LONG).until(() -> bronze.count() == 2);
    put("b.csv", "zip\n1\n");
    await().atMost(LONG).until(() -> bronze.count() == 3);

    put("a.csv", "zip,county\n05401,Chittenden\n");

    await().atMost(LONG).until(() -> bronze.count() == 4);
    assertThat(bronze.select("payload"))
        .containsExactlyInAnyOrder(
            "05401,\"Chitten\nden\"", "00501,Suffolk", "1", "05401,Chittenden");
    assertThat(bronze.select("DISTINCT headers['csv-header'] || ' ' || content_type"))
        .containsExactlyInAnyOrder("zip,county text/csv", "zip text/csv");
    assertThat(bronze.distinctPositions()).isEqualTo(4);
    assertThat(bronze.select("origin"))
        .allMatch(origin -> origin.startsWith("file:s3://" + BUCKET + "/" + prefix));
    assertThat(lakehouse.positions(source)).hasSize(3);
  }

  @Test
  void a_restart_takes_nothing_in_again() throws Exception {
    put("a.csv", "zip\n1\n2\n");
    start().close();
    start().close();
    WriterThread third = start();
    put("later.csv", "zip\n3\n");

    await().atMost(LONG).until(() -> bronze.count() >= 3);
    assertThat(bronze.select("payload")).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(third.progress().acceptedRecords()).isEqualTo(3);
  }

  @Test
  void a_large_file_is_taken_in_by_several_commits_and_by_two_writers_only_once() throws Exception {
    String lines =
        IntStream.range(0, 5_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    put("large.csv", "n\n" + lines);

    start();
    start();

    await().atMost(LONG).until(() -> bronze.count() >= 5_000);
    assertThat(bronze.count()).isEqualTo(5_000);
    assertThat(bronze.distinctPositions()).isEqualTo(5_000);
    assertThat(Snapshots.files(lakehouse.load(source))).hasSize(5);
  }

  @Test
  void a_file_that_cannot_be_read_is_reported_and_the_others_go_on() throws Exception {
    put("1-broken.csv", "zip\n1\n\"2\n3\n");
    put("2-fine.csv", "zip\n4\n");
    put("3-empty.csv", "");
    put("4-header-only.csv", "zip\n");

    WriterThread writer = start();

    await().atMost(LONG).until(() -> bronze.count() == 1);
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(writer.progress().trouble().orElse(""))
                    .contains("1-broken.csv", "line 3 opens a quote that is never closed"));
    put("1-broken.csv", "zip\n1\n\"2\"\n3\n");
    await().atMost(LONG).until(() -> bronze.count() == 4);
    await().atMost(LONG).until(() -> writer.progress().trouble().isEmpty());
  }

  @Test
  void json_lines_and_bytes_that_are_no_text_are_kept_as_they_came() throws Exception {
    put("a.json", new byte[] {'{', '}', '\r', '\n', '\n', (byte) 0xff, '\n', '"', '\n'});

    start(Format.json);

    await().atMost(LONG).until(() -> bronze.count() == 3);
    assertThat(bronze.select("coalesce(payload, hex(payload_bytes))"))
        .containsExactly("{}", "FF", "\"");
    assertThat(bronze.select("content_type")).containsOnly("application/json");
  }

  private WriterThread start() {
    return start(Format.csv);
  }

  private WriterThread start(Format format) {
    RowStager stager = new RowStager(scratch.resolve("staged"), 1);
    open.add(stager);
    SourceManifest manifest =
        new SourceManifest(
            source,
            new SourceManifest.Files(BUCKET, prefix, format),
            1,
            Optional.empty(),
            Optional.empty());
    SourceProgress progress = new SourceProgress();
    LandingWork work =
        new LandingWork(
            manifest,
            new Landing(Servers.store()),
            new BronzeWriter(lakehouse, stager, new SimpleMeterRegistry()),
            new LandingWork.Settings(
                Duration.ofMillis(200),
                new Batch.Limits(Duration.ofSeconds(1), 1_000, 16_000_000),
                scratch.resolve("landing"),
                1_000_000),
            progress);
    WriterThread writer = new WriterThread(source.toString(), progress, () -> work);
    open.add(writer);
    return writer;
  }

  private void put(String name, String content) throws Exception {
    put(name, content.getBytes(UTF_8));
  }

  private void put(String name, byte[] content) throws Exception {
    store.putObject(
        PutObjectArgs.builder().bucket(BUCKET).object(prefix + name).stream(
                new ByteArrayInputStream(content), (long) content.length, -1L)
            .build());
  }
}
