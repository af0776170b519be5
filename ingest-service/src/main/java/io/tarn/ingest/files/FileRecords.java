package io.tarn.ingest.files;

import io.tarn.ingest.domain.BronzeRecord;
import io.tarn.ingest.domain.BronzeRecord.Position;
import io.tarn.ingest.domain.RecordSplitter;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.SourceManifest.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The records of a local copy of a file, one after the other. */
final class FileRecords implements AutoCloseable {
  private final InputStream in;
  private final RecordSplitter splitter;
  private final String contentType;
  private final String origin;
  private final Instant acceptedAt;
  private final Map<String, String> headers;
  private long number;

  FileRecords(Path local, LandedFile file, Format format, int maxBytes) throws IOException {
    this.in = Files.newInputStream(local);
    this.splitter = new RecordSplitter(in, format, maxBytes);
    this.contentType = format == Format.csv ? "text/csv" : "application/json";
    this.origin = file.origin();
    this.acceptedAt = Instant.now();
    this.headers = format == Format.csv ? header() : Map.of();
  }

  /** Counts all records, which also shows whether they can be told apart at all. */
  static long count(Path local, LandedFile file, Format format, int maxBytes) throws IOException {
    try (FileRecords records = new FileRecords(local, file, format, maxBytes)) {
      return records.skip(Long.MAX_VALUE);
    }
  }

  /**
   * Passes records by.
   *
   * @return how many there were, at most {@code count}
   */
  long skip(long count) throws IOException {
    while (number < count && splitter.next().isPresent()) {
      number++;
    }
    return number;
  }

  Optional<BronzeRecord> next() throws IOException {
    return splitter
        .next()
        .map(
            payload ->
                new BronzeRecord(
                    payload, contentType, headers, acceptedAt, new Position(origin, 0, number++)));
  }

  private Map<String, String> header() throws IOException {
    Optional<byte[]> line = splitter.next();
    if (line.isEmpty()) {
      return Map.of();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.get());
      return Map.of("csv-header", StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new TarnException(
          ErrorKind.UNPROCESSABLE, "line 1, the header, is not UTF-8", "Save it as UTF-8.", e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
