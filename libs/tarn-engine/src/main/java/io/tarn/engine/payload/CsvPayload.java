package io.tarn.engine.payload;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one CSV record (RFC 4180), found by the names in the header line. A field that is
 * empty and not quoted is null.
 */
public final class CsvPayload implements PayloadFormat {
  /** The header that came with a record, under this name in the record's headers. */
  public static final String HEADER = "csv-header";

  private final List<String> fields;
  private String knownHeader;
  private int knownWidth;
  private int[] places;

  public CsvPayload(List<String> fields) {
    this.fields = List.copyOf(fields);
  }

  @Override
  public String[] read(String payload, String header) throws UnreadablePayloadException {
    if (header == null) {
      throw new UnreadablePayloadException("came without a header line");
    }
    if (!header.equals(knownHeader)) {
      List<String> names = record(header, "has a header line that");
      places = fields.stream().mapToInt(names::indexOf).toArray();
      knownWidth = names.size();
      knownHeader = header;
    }
    List<String> record = record(payload, "is a CSV record that");
    if (record.size() != knownWidth) {
      throw new UnreadablePayloadException(
          "has %d fields where its header has %d".formatted(record.size(), knownWidth));
    }
    String[] values = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = places[i] < 0 ? null : record.get(places[i]);
    }
    return values;
  }

  private static List<String> record(String line, String whose) throws UnreadablePayloadException {
    List<String> values = new ArrayList<>();
    int at = 0;
    do {
      if (at < line.length() && line.charAt(at) == '"') {
        StringBuilder value = new StringBuilder();
        at = quoted(line, at + 1, value, whose);
        values.add(value.toString());
      } else {
        int end = line.indexOf(',', at);
        String value = line.substring(at, end < 0 ? line.length() : end);
        if (value.indexOf('"') >= 0) {
          throw new UnreadablePayloadException(whose + " has a quote inside an unquoted field");
        }
        values.add(value.isEmpty() ? null : value);
        at += value.length();
      }
    } while (at++ < line.length());
    return values;
  }

  /** Reads on to the closing quote; answers the place after it, where a comma or the end is. */
  private static int quoted(String line, int start, StringBuilder value, String whose)
      throws UnreadablePayloadException {
    int at = start;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw new UnreadablePayloadException(whose + " does not close a quote");
      }
      value.append(line, at, quote);
      at = quote + 1;
      if (at == line.length() || line.charAt(at) == ',') {
        return at;
      }
      if (line.charAt(at) != '"') {
        throw new UnreadablePayloadException(whose + " goes on after a closing quote");
      }
      value.append('"');
      at++;
    }
  }
}
