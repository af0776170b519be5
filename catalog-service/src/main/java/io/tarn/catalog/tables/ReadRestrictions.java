package io.tarn.catalog.tables;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.expressions.Expression;

/**
 * What an engine must keep from whomever it loads a table for: {@code read-restrictions} of the
 * {@code LoadTableResult} in Iceberg's REST specification (apache/iceberg#13879), which Iceberg's
 * library does not know yet.
 *
 * @param rowFilter the rows that may be seen, bound to the table's columns; empty for all
 * @param projections id of a column to what stands in for it
 */
public record ReadRestrictions(
    Optional<Expression> rowFilter, SortedMap<Integer, MaskAction> projections) {
  public ReadRestrictions {
    projections = Collections.unmodifiableSortedMap(new TreeMap<>(projections));
  }

  /** Writes the JSON object. It names columns by their ids, so that a rename lifts nothing. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("required-column-projections");
    for (Map.Entry<Integer, MaskAction> projection : projections.entrySet()) {
      json.writeStartObject();
      json.writeStringField("action", projection.getValue().protocolName());
      json.writeNumberField("field-id", projection.getKey());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (rowFilter.isPresent()) {
      json.writeFieldName("required-row-filter");
      FilterJson.write(rowFilter.get(), json);
    }
    json.writeEndObject();
  }
}
