import type { Cell, Result, Tile } from "../platform/contracts";
import { isNumeric, numeric } from "../platform/format";

export interface Point {
  x: string;
  y: number;
}

/** One line or set of bars; a forecast continues the series of the same name. */
export interface Series {
  name: string;
  forecast: boolean;
  points: Point[];
}

const FORECAST_COLUMN = /^(is_)?forecast$/i;
const FORECAST_NAME = /\s*\(?forecast\)?$/i;

/**
 * Splits a result into series. Rows of a forecast are told by a true column `forecast`, or by a series called
 * "Furniture forecast". Without named columns, x is the first column and y the first number after it.
 */
export function seriesOf(result: Result, tile: Pick<Tile, "x" | "y" | "series">): Series[] {
  const { x, y, series } = columnsOf(result, tile);
  const flag = result.columns.findIndex((column) => FORECAST_COLUMN.test(column.name));
  const found = new Map<string, Series>();
  for (const row of result.rows) {
    const value = numeric(row[y]);
    if (value === undefined) continue;
    const label = series === undefined ? "" : text(row[series]);
    const forecast = row[flag] === true || (label !== "" && FORECAST_NAME.test(label));
    const name = forecast ? label.replace(FORECAST_NAME, "") : label;
    const key = `${name} ${forecast}`;
    const entry = found.get(key) ?? { name, forecast, points: [] };
    found.set(key, entry);
    entry.points.push({ x: text(row[x]), y: value });
  }
  return joined([...found.values()]);
}

/** Which columns are drawn: those the tile names, else the first that will do. */
export function columnsOf(result: Result, tile: Pick<Tile, "x" | "y" | "series">) {
  const at = (name: string | null | undefined) => {
    const index = result.columns.findIndex((column) => column.name === name);
    return index < 0 ? undefined : index;
  };
  const x = at(tile.x) ?? 0;
  const firstNumber = result.columns.findIndex((column, i) => i !== x && isNumeric(column.type));
  return { x, y: at(tile.y) ?? Math.max(0, firstNumber), series: at(tile.series) };
}

/** A forecast begins where what happened ends, so that the dashed line hangs on to the full one. */
function joined(all: Series[]): Series[] {
  return all.map((series) => {
    if (!series.forecast) return series;
    const last = all.find((other) => !other.forecast && other.name === series.name)?.points.at(-1);
    const first = series.points[0];
    if (last === undefined || first === undefined || last.x >= first.x) return series;
    return { ...series, points: [last, ...series.points] };
  });
}

/** Colours stay with names: sorted, so that neither a new series nor the order of rows repaints the others. */
export function colourIndex(names: string[]): Map<string, number> {
  return new Map([...new Set(names)].sort().map((name, index) => [name, index]));
}

function text(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? "" : String(cell);
}

/** What a number tile shows: the newest value, the one before it, and the way there. */
export interface Figure {
  label: string;
  value: Cell;
  type: string;
  now: number | undefined;
  before: number | undefined;
  trend: number[];
}

/** The last row's value: the column the tile names as y, else the first number; `previous` is what it was before. */
export function figureOf(result: Result, tile: Pick<Tile, "x" | "y">): Figure | undefined {
  const last = result.rows.at(-1);
  if (last === undefined) return undefined;
  const at = (name: string | null | undefined) => result.columns.findIndex((column) => column.name === name);
  const x = at(tile.x);
  const firstNumber = result.columns.findIndex((column, i) => i !== x && isNumeric(column.type));
  const y = [at(tile.y), firstNumber, 0].find((index) => index >= 0) ?? 0;
  const trend = result.rows.map((row) => numeric(row[y])).filter((value) => value !== undefined);
  return {
    label: text(last[x]),
    value: last[y] ?? null,
    type: result.columns[y]?.type ?? "",
    now: numeric(last[y]),
    before: numeric(last[at("previous")]) ?? trend.at(-2),
    trend,
  };
}
