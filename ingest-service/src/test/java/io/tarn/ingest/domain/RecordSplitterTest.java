package io.tarn.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.SourceManifest.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSplitterTest {
  private static final Path SPECTRUM = Path.of("src/test/resources/csv_spectrum");
  private static final int LARGE = 1_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "comma_in_quotes",
        "empty",
        "empty_crlf",
        "escaped_quotes",
        "json",
        "location_coordinates",
        "newlines",
        "newlines_crlf",
        "quotes_and_newlines",
        "simple",
        "simple_crlf",
        "utf8"
      })
  void hostile_csv_is_cut_where_its_right_reading_says(String name) throws IOException {
    byte[] csv = Files.readAllBytes(SPECTRUM.resolve("csvs/" + name + ".csv"));
    List<Map<String, String>> right =
        JsonMapper.builder()
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build()
            .readValue(
                SPECTRUM.resolve("json/" + name + ".json").toFile(), new TypeReference<>() {});

    List<String> records = split(csv, Format.csv);

    List<String> header = fields(records.getFirst());
    assertThat(records.stream().skip(1).map(record -> row(header, fields(record))))
        .containsExactlyElementsOf(right);
  }

  @Test
  void line_ends_of_every_kind_end_a_record_and_are_not_part_of_it() throws IOException {
    assertThat(split("a,b\r\nc\rd\n\"e\r\nf\",g\r\n", Format.csv))
        .containsExactly("a,b", "c", "d", "\"e\r\nf\",g");
  }

  @Test
  void a_quote_inside_a_plain_field_is_an_ordinary_character() throws IOException {
    assertThat(split("5\" pipe,x\n6\" pipe,y\n", Format.csv))
        .containsExactly("5\" pipe,x", "6\" pipe,y");
  }

  @Test
  void empty_lines_are_no_records_but_empty_fields_are() throws IOException {
    assertThat(split("\n\na\n\r\n\"\"\n,\n\n", Format.csv)).containsExactly("a", "\"\"", ",");
  }

  @Test
  void a_byte_order_mark_is_dropped_once() throws IOException {
    assertThat(split("\ufeffid\n\ufeff1\n", Format.csv)).containsExactly("id", "\ufeff1");
    assertThat(split("", Format.csv)).isEmpty();
    assertThat(split("x", Format.csv)).containsExactly("x");
  }

  @Test
  void json_lines_keep_lone_carriage_returns_and_quotes() throws IOException {
    assertThat(split("{\"a\": 1}\r\n\n{\"b\": \"\rx\"\n\"half", Format.json))
        .containsExactly("{\"a\": 1}", "{\"b\": \"\rx\"", "\"half");
  }

  @Test
  void bytes_that_are_no_text_pass_through() throws IOException {
    byte[] bytes = {'a', (byte) 0xff, 0, '\n', (byte) 0x80};
    RecordSplitter splitter = new RecordSplitter(new ByteArrayInputStream(bytes), Format.csv, 9);

    assertThat(splitter.next()).contains(new byte[] {'a', (byte) 0xff, 0});
    assertThat(splitter.next()).contains(new byte[] {(byte) 0x80});
    assertThat(splitter.next()).isEmpty();
  }

  @Test
  void a_quote_that_is_never_closed_is_told_with_its_line() {
    assertUnreadable("id\n1\n\"2\n3\n", "line 3 opens a quote that is never closed");
  }

  @Test
  void a_record_beyond_the_limit_is_told_with_its_line() {
    assertUnreadable("id\n\"" + "x\n".repeat(LARGE), "line 2 begins a record of more than 1000");
  }

  @Test
  void utf_16_is_told_apart() {
    byte[] bytes = "\ufeffid\n1".getBytes(StandardCharsets.UTF_16LE);

    assertThatThrownBy(() -> split(bytes, Format.csv)).hasMessageContaining("UTF-16");
  }

  private static void assertUnreadable(String csv, String message) {
    assertThatThrownBy(() -> split(csv, Format.csv))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            TarnException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNPROCESSABLE));
  }

  private static List<String> split(String text, Format format) throws IOException {
    return split(text.getBytes(StandardCharsets.UTF_8), format);
  }

  private static List<String> split(byte[] bytes, Format format) throws IOException {
    RecordSplitter splitter = new RecordSplitter(new ByteArrayInputStream(bytes), format, LARGE);
    List<String> records = new ArrayList<>();
    for (Optional<byte[]> next = splitter.next(); next.isPresent(); next = splitter.next()) {
      records.add(new String(next.get(), StandardCharsets.UTF_8));
    }
    return records;
  }

  /** A reading of one record, written apart from the splitter. */
  private static List<String> fields(String record) {
    List<String> fields = new ArrayList<>();
    for (int at = 0; at <= record.length(); ) {
      int end = at;
      if (at < record.length() && record.charAt(at) == '"') {
        do {
          end = record.indexOf('"', end + 1) + 1;
        } while (end < record.length() && record.charAt(end) == '"');
        fields.add(record.substring(at + 1, end - 1).replace("\"\"", "\""));
      } else {
        end = record.indexOf(',', at) < 0 ? record.length() : record.indexOf(',', at);
        fields.add(record.substring(at, end));
      }
      at = end + 1;
    }
    return fields;
  }

  private static Map<String, String> row(List<String> header, List<String> fields) {
    assertThat(fields).hasSameSizeAs(header);
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), fields.get(i));
    }
    return row;
  }
}
