package io.tarn.ingest.tables;

import io.tarn.ingest.domain.BronzeRecord;
import java.util.Optional;

/** Records as rows in the order of {@link io.tarn.tables.BronzeTable#SCHEMA}. */
final class BronzeRows {
  private BronzeRows() {}

  static Object[] row(BronzeRecord record) {
    Optional<String> text = record.payload() == null ? Optional.empty() : record.text();
    return new Object[] {
      text.orElse(null),
      text.isPresent() ? null : record.payload(),
      record.contentType(),
      record.headers(),
      record.acceptedAt(),
      record.position().origin(),
      record.position().partition(),
      record.position().offset()
    };
  }
}
