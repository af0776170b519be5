package io.tarn.engine.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvPayloadTest {
  private static final String HEADER = "\"Row ID\",Name,\"City, State\"";

  private final CsvPayload payload = new CsvPayload(List.of("Name", "Row ID", "City, State", "x"));

  @Test
  void fieldsAreFoundByTheirNameInTheHeader() throws Exception {
    assertThat(payload.read("1,Ann,\"Henderson, Kentucky\"", HEADER))
        .containsExactly("Ann", "1", "Henderson, Kentucky", null);
  }

  @Test
  void quotesCommasAndLineEndsInsideAFieldAreKept() throws Exception {
    assertThat(payload.read("1,\"a \"\"b\"\", c\r\nd\",", HEADER))
        .containsExactly("a \"b\", c\r\nd", "1", null, null);
  }

  @Test
  void emptyIsNullUnlessQuoted() throws Exception {
    assertThat(payload.read(",\"\", ", HEADER)).containsExactly("", null, " ", null);
  }

  @Test
  void eachRecordMayHaveAnotherHeader() throws Exception {
    payload.read("1,2,3", HEADER);

    assertThat(payload.read("5", "Name")).containsExactly("5", null, null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1,2|has 2 fields where its header has 3",
        "1,2,3,4|has 4 fields where its header has 3",
        "1,2,\"3|does not close a quote",
        "1,2,\"3\"x|goes on after a closing quote",
        "1,2,3\"x|has a quote inside an unquoted field",
      })
  void whatIsNoRecordIsRefusedWithTheReason(String record, String reason) {
    assertThatThrownBy(() -> payload.read(record, HEADER))
        .isInstanceOf(UnreadablePayloadException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aRecordWithoutItsHeaderIsRefused() {
    assertThatThrownBy(() -> payload.read("1,2,3", null))
        .isInstanceOf(UnreadablePayloadException.class)
        .hasMessageContaining("header");
  }
}
