package io.tarn.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAsWideAsTheyNeedToBeAndNumbersStandRight() {
    TextTable table = new TextTable(List.of("region", "sales"));
    table.add(List.of("West", "725457.82"));
    table.add(List.of("Süd", "-1.5"));
    StringWriter out = new StringWriter();

    table.print(new PrintWriter(out));

    assertThat(out.toString())
        .isEqualTo(
            """
            region  sales
            ──────  ─────────
            West    725457.82
            Süd          -1.5
            """);
  }
}
