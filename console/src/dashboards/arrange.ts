import type { ChartType } from "../platform/contracts";

const COLUMNS = 12;
const WISH: Record<ChartType, number> = { number: 3, line: 8, bar: 4, map: 6, table: 6 };

/**
 * How many of twelve columns each tile spans. Tiles keep their order; a row takes as many as fit and is then
 * stretched to be full, so that no dashboard, however declared, has holes.
 */
export function arrange(charts: ChartType[]): number[] {
  const rows: number[][] = [];
  let room = 0;
  let wasNumber: boolean | undefined;
  for (const chart of charts) {
    const wish = WISH[chart];
    const isNumber = chart === "number";
    // A big number beside a chart would be as tall as the chart: numbers share rows only with numbers.
    if (wish > room || isNumber !== wasNumber) {
      rows.push([]);
      room = COLUMNS;
    }
    rows.at(-1)?.push(wish);
    room -= wish;
    wasNumber = isNumber;
  }
  return rows.flatMap(stretch);
}

function stretch(row: number[]): number[] {
  const sum = row.reduce((a, b) => a + b, 0);
  const spans = row.map((wish) => Math.floor((wish * COLUMNS) / sum));
  const left = COLUMNS - spans.reduce((a, b) => a + b, 0);
  return spans.map((span, i) => span + (i < left ? 1 : 0));
}
