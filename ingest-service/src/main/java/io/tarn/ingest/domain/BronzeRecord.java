package io.tarn.ingest.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One record as it will stand in bronze.
 *
 * @param payload as received; null for a Kafka record without a value
 * @param contentType null when nobody said
 * @param position where it came from
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Millions of these: a copy each would cost, and nobody compares them.
public record BronzeRecord(
    byte[] payload,
    String contentType,
    Map<String, String> headers,
    Instant acceptedAt,
    Position position) {
  /**
   * Where a record came from.
   *
   * @param origin {@code kafka:<topic>} or {@code file:s3://bucket/key@etag}
   * @param partition Kafka's, or 0
   * @param offset Kafka's, or the number of the record in its file, from 0
   */
  public record Position(String origin, int partition, long offset) {}

  /** The payload as text; empty when it is not valid UTF-8. */
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Bytes it takes in memory, about. */
  public long size() {
    return 200L + (payload == null ? 0 : payload.length);
  }
}
