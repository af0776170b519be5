package io.tarn.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration FRESHNESS = Duration.ofNanos(400);

  private final Pace pace = new Pace(0);

  @Test
  void runsBeginAQuarterOfTheFreshnessApart() {
    begin(0);
    assertThat(pace.rest(0)).isEqualTo(100);
    begin(100);
    assertThat(pace.rest(110)).isEqualTo(90);
  }

  @Test
  void aRunThatBeganLateDoesNotPutOffTheNext() {
    begin(0);
    begin(130);
    assertThat(pace.rest(130)).isEqualTo(70);
  }

  @Test
  void afterALongPauseRunsAreNotMadeUpFor() {
    begin(0);
    begin(10_000);
    assertThat(pace.rest(10_000)).isEqualTo(50);
    begin(10_050);
    assertThat(pace.rest(10_050)).isEqualTo(100);
  }

  private void begin(long now) {
    pace.began(now, FRESHNESS);
  }
}
