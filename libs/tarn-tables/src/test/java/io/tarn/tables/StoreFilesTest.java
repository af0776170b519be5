package io.tarn.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.NotFoundException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

class StoreFilesTest {
  private static final String MANIFEST = "s3://lakehouse/retail/metadata/a-m0.avro";
  private static final String OTHER = "s3://lakehouse/retail/metadata/b-m0.avro";
  private static final String ELSEWHERE = "s3://lakehouse/bank/metadata/a-m0.avro";
  private static final String METADATA = "s3://lakehouse/retail/metadata/1.metadata.json";
  private static final String DATA = "s3://lakehouse/retail/data/a.parquet";

  private final Store store = new Store();
  private final StoreFiles files = new StoreFiles(store, 100);

  @AfterEach
  void close() {
    files.close();
  }

  @Test
  void aManifestThatWasWrittenIsInTheStoreAndReadFromMemory() throws IOException {
    write(files, MANIFEST, "entries");

    assertThat(read(MANIFEST)).isEqualTo("entries");
    assertThat(files.newInputFile(MANIFEST).getLength()).isEqualTo(7);
    assertThat(files.newInputFile(MANIFEST).exists()).isTrue();
    assertThat(store.reads).isEmpty();
    assertThat(store.objects.get("retail/metadata/a-m0.avro")).isEqualTo("entries".getBytes(UTF_8));
  }

  @Test
  void aManifestThatSomebodyElseWroteIsReadOnce() throws IOException {
    write(new StoreFiles(store, 100), MANIFEST, "entries");

    assertThat(read(MANIFEST)).isEqualTo("entries");
    assertThat(read(MANIFEST)).isEqualTo("entries");

    assertThat(store.reads).containsExactly("retail/metadata/a-m0.avro");
  }

  @Test
  void noMoreIsKeptThanAllowed() throws IOException {
    write(files, MANIFEST, "a".repeat(80));
    write(files, OTHER, "b".repeat(80));

    // Which one stays is the cache's choice, and it drops the other when it gets to it.
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(read(MANIFEST)).startsWith("a");
              assertThat(read(OTHER)).startsWith("b");
              assertThat(store.reads).isNotEmpty();
            });
  }

  @Test
  void aManifestThatMemoryHasNoPlaceForIsReadInPieces() throws IOException {
    String large = "a".repeat(101);
    write(new StoreFiles(store, 1000), MANIFEST, large);

    assertThat(files.newInputFile(MANIFEST).getLength()).isEqualTo(101);
    assertThat(read(MANIFEST)).isEqualTo(large);
    assertThat(read(MANIFEST)).isEqualTo(large);

    assertThat(store.reads).hasSizeGreaterThan(2);
  }

  @Test
  void dataIsNotKept() throws IOException {
    store.objects.put("retail/data/a.parquet", "rows".getBytes(UTF_8));

    assertThat(read(DATA)).isEqualTo("rows");
    assertThat(read(DATA)).isEqualTo("rows");

    assertThat(store.reads).hasSize(2);
  }

  @Test
  void aMetadataFileIsSentAsAWholeAndNotKept() throws IOException {
    write(files, METADATA, "{}");

    assertThat(store.objects.get("retail/metadata/1.metadata.json"))
        .isEqualTo("{}".getBytes(UTF_8));
    assertThat(read(METADATA)).isEqualTo("{}");
    assertThat(store.reads).hasSize(1);
  }

  @Test
  void whatWasDeletedIsGone() throws IOException {
    write(files, MANIFEST, "entries");

    files.deleteFile(MANIFEST);

    assertThat(files.newInputFile(MANIFEST).exists()).isFalse();
    assertThatThrownBy(() -> read(MANIFEST)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aTableWhoseFilesAreDeletedAllAtOnceIsGone() throws IOException {
    write(files, MANIFEST, "entries");
    write(files, ELSEWHERE, "entries");

    files.deletePrefix("s3://lakehouse/retail/");

    assertThat(files.newInputFile(MANIFEST).exists()).isFalse();
    assertThat(files.newInputFile(ELSEWHERE).exists()).isTrue();
  }

  private String read(String location) throws IOException {
    try (InputStream in = files.newInputFile(location).newStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static void write(StoreFiles files, String location, String content) throws IOException {
    try (OutputStream out = files.newOutputFile(location).create()) {
      out.write(content.getBytes(UTF_8));
    }
  }

  /** One bucket, and what was read from it. */
  private static final class Store implements S3Client {
    private final Map<String, byte[]> objects = new HashMap<>();
    private final List<String> reads = new ArrayList<>();

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      try (InputStream in = body.contentStreamProvider().newStream()) {
        objects.put(request.key(), in.readAllBytes());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return PutObjectResponse.builder().build();
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      byte[] bytes = object(request.key());
      reads.add(request.key());
      try {
        return transformer.transform(
            GetObjectResponse.builder().contentLength((long) bytes.length).build(),
            AbortableInputStream.create(new ByteArrayInputStream(bytes)));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      return HeadObjectResponse.builder()
          .contentLength((long) object(request.key()).length)
          .build();
    }

    @Override
    public ListObjectsV2Iterable listObjectsV2Paginator(ListObjectsV2Request request) {
      return new ListObjectsV2Iterable(this, request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      return ListObjectsV2Response.builder()
          .contents(
              objects.keySet().stream()
                  .filter(key -> key.startsWith(request.prefix()))
                  .map(
                      key ->
                          S3Object.builder().key(key).size(1L).lastModified(Instant.EPOCH).build())
                  .toList())
          .build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
      request.delete().objects().forEach(each -> objects.remove(each.key()));
      return DeleteObjectsResponse.builder().build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
      objects.remove(request.key());
      return DeleteObjectResponse.builder().build();
    }

    private byte[] object(String key) {
      byte[] bytes = objects.get(key);
      if (bytes == null) {
        throw NoSuchKeyException.builder().statusCode(404).message(key).build();
      }
      return bytes;
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
