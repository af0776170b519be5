import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Column, Result } from "../platform/contracts";
import { cell, isNumeric } from "../platform/format";
import { ROW, windowOf } from "./window";
import "../styles/grid.css";

/**
 * A result of any length: only the rows in sight are in the page.
 *
 * @param plain for a reader rather than a writer of SQL: without types and row numbers
 */
export function Grid({ result, plain = false }: { result: Result; plain?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const template = useMemo(() => columnWidths(result, !plain), [result, plain]);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { from, to } = windowOf(result.rows.length, top, height);
  return (
    <section
      className="grid"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="Result rows"
      onScroll={(e) => setTop(e.currentTarget.scrollTop)}
    >
      <table aria-rowcount={result.rows.length + 1} style={{ gridTemplateColumns: template }}>
        <thead>
          <tr>
            {!plain && (
              <th className="row-number" scope="col">
                <span className="visually-hidden">Row</span>
              </th>
            )}
            {result.columns.map((column, i) => (
              <th key={i} scope="col" className={isNumeric(column.type) ? "end" : ""}>
                {column.name}
                {!plain && <span className="type">{column.type.toLowerCase()}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ paddingTop: from * ROW, paddingBottom: (result.rows.length - to) * ROW }}>
          {result.rows.slice(from, to).map((row, i) => (
            <tr key={from + i} aria-rowindex={from + i + 2}>
              {!plain && <td className="row-number">{from + i + 1}</td>}
              {result.columns.map((column, c) => (
                <GridCell
                  key={c}
                  column={column}
                  text={cell(row[c], column.type, column.name)}
                  missing={row[c] == null}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function GridCell({ column, text, missing }: { column: Column; text: string; missing: boolean }) {
  const classes = [isNumeric(column.type) && "end", missing && "missing"].filter(Boolean).join(" ");
  return (
    <td className={classes} title={text.length > 24 ? text : undefined}>
      {text}
    </td>
  );
}

/** Fixed widths, guessed from the head of the result, so that columns hold still while rows scroll by. */
function columnWidths(result: Result, numbered: boolean): string {
  const widths = result.columns.map((column, i) => {
    const longest = result.rows
      .slice(0, 60)
      .reduce((n, row) => Math.max(n, cell(row[i], column.type).length), 0);
    const head = column.name.length + column.type.length + 2;
    return `minmax(${Math.min(46, Math.max(7, longest + 3, Math.min(head, 26)))}ch, auto)`;
  });
  return (numbered ? ["56px", ...widths] : widths).join(" ");
}
