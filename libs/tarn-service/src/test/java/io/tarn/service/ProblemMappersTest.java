package io.tarn.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pins the table that decides what a client sees and whether anyone tries again. */
class ProblemMappersTest {
  @Test
  void everyKindHasItsStatusTitleAndRetry() {
    String table =
        Arrays.stream(ErrorKind.values())
            .map(kind -> "%s %d %s".formatted(Problem.title(kind), kind.status(), kind.retriable()))
            .collect(Collectors.joining("\n"));

    assertThat(table)
        .isEqualTo(
            """
            Invalid 400 false
            Unauthenticated 401 false
            Forbidden 403 false
            Not found 404 false
            Conflict 409 false
            Too large 413 false
            Unprocessable 422 false
            Limited 429 true
            Internal 500 false
            Unavailable 503 true
            Outcome unknown 500 false""");
  }

  @Test
  void aProblemSaysWhatWhereAndWhatToDo() {
    TarnException error =
        new TarnException(ErrorKind.NOT_FOUND, "There is no table x.", "Apply it.");

    Problem problem = Problem.of(error, "/sql");

    assertThat(problem)
        .isEqualTo(
            new Problem(
                "about:blank", "Not found", 404, "There is no table x.", "/sql", "Apply it."));
  }
}
