package io.tarn.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.ml.domain.Backtest;
import io.tarn.ml.domain.Backtest.Metrics;
import io.tarn.ml.domain.Forecaster;
import io.tarn.ml.domain.SeasonalNaive;
import io.tarn.ml.domain.WeeklyHistory;
import io.tarn.ml.domain.WeeklyHistory.Cell;
import io.tarn.ml.xgboost.XgboostForecaster;
import io.tarn.model.error.TarnException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final LocalDate MONDAY = LocalDate.of(2014, 1, 6);
  private final Backtest backtest = new Backtest(26, 8);

  @Test
  void theBaselineIsPerfectOnWhatRepeatsEveryYear() {
    WeeklyHistory yearly = history(160, week -> 100 + week % 52);

    Metrics metrics = backtest.evaluate(new SeasonalNaive(), yearly);

    assertThat(metrics.mae()).isZero();
    assertThat(metrics.wape()).isZero();
  }

  @Test
  void theModelBeatsTheBaselineOnWhatDependsOnTheWeeksBefore() {
    Random random = new Random(7);
    double[] level = new double[200];
    for (int week = 1; week < level.length; week++) {
      level[week] = Math.max(20, (week == 1 ? 100 : level[week - 1]) + random.nextGaussian() * 5);
    }
    WeeklyHistory walk = history(200, week -> level[Math.max(1, week)]);

    Metrics model = backtest.evaluate(new XgboostForecaster(), walk);
    Metrics baseline = backtest.evaluate(new SeasonalNaive(), walk);

    assertThat(model.wape()).isLessThan(baseline.wape());
  }

  @Test
  void heldOutWeeksCannotBeSeen() {
    WeeklyHistory calm = history(160, week -> 100);
    WeeklyHistory surprised = history(160, week -> week < 134 ? 100 : 100_000);

    Forecaster.Fitted onCalm = new XgboostForecaster().fit(calm.head(134), 8);
    double expected = onCalm.predict(calm, "a", MONDAY.plusWeeks(140));

    assertThat(onCalm.predict(surprised, "a", MONDAY.plusWeeks(140))).isEqualTo(expected);
  }

  @Test
  void aSavedModelAnswersAsTheFittedOne() {
    WeeklyHistory history = history(160, week -> 100 + 30 * Math.sin(week));
    Forecaster.Fitted fitted = new XgboostForecaster().fit(history, 8);

    Forecaster.Fitted restored = XgboostForecaster.restore(fitted.artifact(), 8);

    LocalDate next = history.end().plusWeeks(3);
    assertThat(restored.predict(history, "a", next)).isEqualTo(fitted.predict(history, "a", next));
  }

  @Test
  void tooShortAHistoryIsRefusedWithNumbers() {
    assertThatThrownBy(() -> backtest.evaluate(new SeasonalNaive(), history(40, week -> 1)))
        .isInstanceOf(TarnException.class)
        .hasMessageContaining("40 complete weeks")
        .hasMessageContaining("86");
  }

  @Test
  void missingWeeksCountAsZeroAndUnfinishedOnesDoNotCount() {
    List<Cell> cells =
        List.of(
            new Cell("a", MONDAY, 5),
            new Cell("b", MONDAY.plusWeeks(2), 7),
            new Cell("a", MONDAY.plusWeeks(3), 9));

    WeeklyHistory history = WeeklyHistory.of(cells, MONDAY.plusWeeks(3));

    assertThat(history.weeks()).isEqualTo(3);
    assertThat(history.series().get("a")).containsExactly(5, 0, 0);
    assertThat(history.series().get("b")).containsExactly(0, 0, 7);
  }

  private static WeeklyHistory history(int weeks, IntToDoubleFunction value) {
    List<Cell> cells = new ArrayList<>();
    for (int week = 0; week < weeks; week++) {
      cells.add(new Cell("a", MONDAY.plusWeeks(week), value.applyAsDouble(week)));
    }
    return WeeklyHistory.of(cells, MONDAY.plusWeeks(weeks));
  }
}
