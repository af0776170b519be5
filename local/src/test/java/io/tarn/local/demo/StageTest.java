package io.tarn.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void figuresAreComparedByWhatTheyMean() {
    Stage stage =
        Stage.look(
            "silver",
            look -> {
              look.expect("rows", 7, 7L);
              look.expect("sales", new BigDecimal("1.50"), "1.5000");
              look.expect(
                  "series",
                  new LinkedHashSet<>(List.of("b", "a")),
                  new TreeSet<>(List.of("a", "b")));
              look.hold("all is well", true);
            });

    assertThat(stage.ok()).isTrue();
    assertThat(stage.json().path("ok").asBoolean()).isTrue();
    assertThat(stage.json().has("differences")).isFalse();
  }

  @Test
  void whatDiffersIsToldWithBothSides() {
    Stage stage =
        Stage.look(
            "gold",
            look -> {
              look.expect("rows", 7, 8);
              look.hold("names are masked", false);
            });

    assertThat(stage.json().path("ok").asBoolean()).isFalse();
    assertThat(stage.json().path("differences"))
        .extracting(difference -> difference.asText())
        .containsExactly("rows is 8, expected 7", "not so: names are masked");
    StringWriter text = new StringWriter();
    stage.print(new PrintWriter(text));
    assertThat(text.toString()).startsWith("✗ gold").contains("✗ rows is 8, expected 7");
  }

  @Test
  void whatCannotBeAskedIsADifferenceToo() {
    Stage stage =
        Stage.look(
            "ml",
            look -> {
              throw new TarnException(ErrorKind.UNAVAILABLE, "ml-service does not answer");
            });

    assertThat(stage.json().path("differences").toString()).contains("ml-service does not answer");
  }
}
