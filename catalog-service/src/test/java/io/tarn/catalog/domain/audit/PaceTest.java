package io.tarn.catalog.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private final Pace pace = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(10));

  @ParameterizedTest(name = "after {0} ms rests {1} ms")
  @CsvSource({
    "0, 2000",
    "19, 2000",
    "20, 2000",
    "21, 2100",
    "99, 9900",
    "100, 10000",
    "5000, 10000"
  })
  void commits_take_a_hundredth_of_the_time_within_bounds(long took, long rest) {
    assertThat(pace.rest(Duration.ofMillis(took))).isEqualTo(Duration.ofMillis(rest));
  }

  @ParameterizedTest(name = "after {0} ms")
  @CsvSource({"0", "50", "5000"})
  void the_least_time_counts_where_it_is_more_than_the_most(long took) {
    Pace odd = new Pace(Duration.ofSeconds(20), Duration.ofSeconds(10));

    assertThat(odd.rest(Duration.ofMillis(took))).isEqualTo(Duration.ofSeconds(20));
  }
}
