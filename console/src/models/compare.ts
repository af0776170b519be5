import type { TrainingRun } from "../platform/contracts";

const MORE_IS_BETTER = /accuracy|auc|precision|recall|f1|r2|score/i;

/** The best run by a metric: errors and losses want to be small, scores large. Nothing is best of one. */
export function best(metric: string, runs: TrainingRun[]): string | undefined {
  const measured = runs.filter((run) => Number.isFinite(run.metrics[metric]));
  if (measured.length < 2) return undefined;
  const sign = MORE_IS_BETTER.test(metric) ? -1 : 1;
  return measured.reduce((a, b) => (sign * at(b, metric) < sign * at(a, metric) ? b : a)).id;
}

function at(run: TrainingRun, metric: string): number {
  return run.metrics[metric] ?? Number.NaN;
}

/** Every name that any of the runs has, in alphabetical order. */
export function names(runs: TrainingRun[], of: (run: TrainingRun) => object): string[] {
  return [...new Set(runs.flatMap((run) => Object.keys(of(run))))].sort();
}

/** Runs of one training read the same snapshots: they are the ones that compare fairly. */
export function sameInputs(a: TrainingRun, b: TrainingRun): boolean {
  const text = (run: TrainingRun) => JSON.stringify(Object.entries(run.inputs).sort());
  return text(a) === text(b);
}
