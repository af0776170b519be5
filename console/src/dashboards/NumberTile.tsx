import type { Result, Tile } from "../platform/contracts";
import { cell, change, number, numeric } from "../platform/format";
import { figureOf } from "./series";

const [WIDTH, HEIGHT] = [120, 34];

/** One big number, with the change since the row before and the way there where the query gives them. */
export function NumberTile({ result, tile }: { result: Result; tile: Tile }) {
  const figure = figureOf(result, tile);
  if (figure === undefined) return <p className="figure faint">–</p>;
  const { value, now, before, trend, label, type } = figure;
  const shown = numeric(value) === undefined ? cell(value, type) : number(numeric(value));
  const delta = now !== undefined && before !== undefined ? now - before : 0;
  return (
    <div className="number-tile">
      <p className="figure figures" title={cell(value, type)}>
        {shown}
      </p>
      <p className="row soft">
        {now !== undefined && before !== undefined && (
          <span className={`badge figures ${delta > 0 ? "good" : delta < 0 ? "bad" : ""}`}>
            {change(now, before)}
          </span>
        )}
        {label !== "" && <span>{label}</span>}
        {trend.length > 2 && <Sparkline values={trend} />}
      </p>
    </div>
  );
}

function Sparkline({ values }: { values: number[] }) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map(
    (value, i) =>
      `${(i / (values.length - 1)) * WIDTH},${HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4)}`,
  );
  return (
    <svg
      className="sparkline push"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polyline points={points.join(" ")} />
    </svg>
  );
}
