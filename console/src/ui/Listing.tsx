import type { ReactNode } from "react";

export interface ListColumn<T> {
  title: string;
  end?: boolean;
  wide?: boolean;
  wrap?: boolean;
  /** Left out on narrow screens. */
  spare?: boolean;
  show: (item: T) => ReactNode;
}

/** A short list as a table; for query results see Grid. */
export function Listing<T>(props: { items: T[]; columns: ListColumn<T>[]; keyOf: (item: T) => string }) {
  const classes = (column: ListColumn<T>) =>
    [column.end && "end figures", column.wide && "wide", !column.wrap && "nowrap", column.spare && "spare"]
      .filter(Boolean)
      .join(" ");
  return (
    <div className="card listing">
      <table>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.title} scope="col" className={classes(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.items.map((item) => (
            <tr key={props.keyOf(item)}>
              {props.columns.map((column) => (
                <td key={column.title} className={classes(column)}>
                  {column.show(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
