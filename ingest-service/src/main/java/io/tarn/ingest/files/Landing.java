package io.tarn.ingest.files;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.tables.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bucket in which files arrive. */
public final class Landing {
  private final MinioClient store;

  public Landing(ObjectStore store) {
    this.store =
        MinioClient.builder()
            .endpoint(store.endpoint().toString())
            .region(store.region())
            .credentials(store.accessKey(), store.secretKey())
            .build();
  }

  /**
   * The files below a prefix, oldest first.
   *
   * @throws TarnException UNAVAILABLE
   */
  public List<LandedFile> files(String bucket, String prefix) {
    List<Item> items = new ArrayList<>();
    try {
      for (Result<Item> result :
          store.listObjects(
              ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).build())) {
        Item item = result.get();
        if (!item.isDir() && !item.objectName().endsWith("/")) {
          items.add(item);
        }
      }
    } catch (MinioException e) {
      throw unavailable("s3://%s/%s".formatted(bucket, prefix), e);
    }
    return items.stream()
        .sorted(Comparator.comparing(Item::lastModified).thenComparing(Item::objectName))
        .map(item -> new LandedFile(bucket, item.objectName(), unquoted(item.etag())))
        .toList();
  }

  /**
   * Copies a file to local disk.
   *
   * @throws TarnException CONFLICT when another version took its place meanwhile; UNAVAILABLE
   */
  public void download(LandedFile file, Path local) {
    GetObjectArgs wanted = GetObjectArgs.builder().bucket(file.bucket()).object(file.key()).build();
    try (GetObjectResponse response = store.getObject(wanted)) {
      if (!file.etag().equals(unquoted(response.headers().get("ETag")))) {
        throw new TarnException(
            ErrorKind.CONFLICT, file + " was replaced while it was read", "It is read again.");
      }
      Files.copy(response, local, StandardCopyOption.REPLACE_EXISTING);
    } catch (MinioException | IOException e) {
      throw unavailable(file.toString(), e);
    }
  }

  private static String unquoted(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  private static TarnException unavailable(String what, Exception cause) {
    return new TarnException(
        ErrorKind.UNAVAILABLE,
        "%s cannot be read: %s".formatted(what, cause.getMessage()),
        "Is the object store up, and is the bucket there?",
        cause);
  }
}
