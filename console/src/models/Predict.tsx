import { type FormEvent, lazy, Suspense, useEffect, useState } from "react";
import { usePlatform } from "../platform/context";
import type { Answer, ModelDetail, Result, Tile } from "../platform/contracts";
import { number } from "../platform/format";
import { asProblem, type ProblemError } from "../platform/problem";
import { ProblemNotice, Skeleton } from "../ui/states";

const SeriesChart = lazy(() => import("../dashboards/SeriesChart"));
const TILE: Tile = { title: "Prediction", chart: "bar", x: "week", y: "value" };

/** Asks the newest version what it expects. */
export function Predict({ path, detail }: { path: string; detail: ModelDetail }) {
  const { api } = usePlatform();
  const series = useSeries(detail.output);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);

  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const json = { series: form.get("series"), horizon: Number(form.get("horizon")) };
    setProblem(null);
    api
      .read<Answer>("ml", `${path}/predict`, { method: "POST", json })
      .then(setAnswer, (error: unknown) => setProblem(asProblem(error)));
  };

  return (
    <section className="card pad predict" aria-label="Try a prediction">
      <form className="row bottom" onSubmit={ask}>
        <label className="labelled">
          What to predict
          <input className="field" name="series" list="series" required placeholder={series[0] ?? "series"} />
          <datalist id="series">
            {series.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </datalist>
        </label>
        <label className="labelled">
          Weeks ahead
          <input
            className="field weeks"
            name="horizon"
            type="number"
            min={1}
            max={detail.horizon}
            defaultValue={detail.horizon}
          />
        </label>
        <button type="submit" className="button primary">
          Predict
        </button>
      </form>
      {problem !== null && <ProblemNotice problem={problem} />}
      {answer !== null && <Predicted answer={answer} />}
    </section>
  );
}

function Predicted({ answer }: { answer: Answer }) {
  const first = answer.predictions[0];
  if (first === undefined) return null;
  const result: Result = {
    columns: [
      { name: "week", type: "DATE" },
      { name: "value", type: "DOUBLE" },
    ],
    rows: answer.predictions.map((prediction) => [String(prediction.week), prediction.value]),
    truncated: false,
  };
  return (
    <>
      <p role="status">
        <strong className="figures">{number(first.value)}</strong> for {first.series} in the week of{" "}
        {first.week}
        <span className="soft">
          , says version {answer.version}
          {answer.algorithm && ` (${answer.algorithm})`}
        </span>
      </p>
      {answer.predictions.length > 1 && (
        <div className="predict-chart">
          <Suspense fallback={<Skeleton height={200} />}>
            <SeriesChart tile={TILE} result={result} />
          </Suspense>
        </div>
      )}
    </>
  );
}

/** What can be asked for: the names in the first text column of what the model wrote. */
function useSeries(output: string): string[] {
  const { api } = usePlatform();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    const json = { sql: `SELECT * FROM ${output} LIMIT 1000` };
    api
      .read<Result>("gold", "/sql", { method: "POST", json })
      .then(({ columns, rows }) => {
        const at = columns.findIndex((column) => /VARCHAR|STRING|TEXT/i.test(column.type));
        if (at >= 0) setNames([...new Set(rows.map((row) => String(row[at])))].sort());
      })
      .catch(() => {}); // a name can still be typed
  }, [api, output]);
  return names;
}
