/** Height of a row in pixels; grid.css says the same. */
export const ROW = 30;
const SPARE = 8;

/** The rows [from, to) to draw: those in sight and a few more, so that a fast scroll shows no gap. */
export function windowOf(rows: number, scrollTop: number, height: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(rows, Math.floor(scrollTop / ROW)) - SPARE);
  return { from, to: Math.min(rows, Math.ceil((scrollTop + height) / ROW) + SPARE) };
}
