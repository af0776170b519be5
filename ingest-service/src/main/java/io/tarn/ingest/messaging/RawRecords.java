package io.tarn.ingest.messaging;

import io.tarn.ingest.domain.BronzeRecord;
import io.tarn.ingest.domain.BronzeRecord.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Kafka's records as bronze keeps them. */
final class RawRecords {
  private RawRecords() {}

  static BronzeRecord bronze(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(
          header.key(),
          header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
    }
    String contentType = headers.remove(RawProducer.CONTENT_TYPE);
    headers.remove(RawProducer.ACCEPTED_AT);
    return new BronzeRecord(
        record.value(),
        contentType,
        headers,
        Instant.ofEpochMilli(record.timestamp()),
        new Position("kafka:" + record.topic(), record.partition(), record.offset()));
  }
}
