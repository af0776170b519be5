import { useState } from "react";
import { layerOf } from "../platform/names";
import { ProblemNotice, Skeleton } from "../ui/states";
import type { Schema } from "./useSchema";

/** Tables and their columns; a click on a name puts it into the statement. */
export function SchemaPane({ schema, onPick }: { schema: Schema; onPick: (name: string) => void }) {
  const [filter, setFilter] = useState("");
  const found = schema.tables?.filter((name) => name.includes(filter.trim().toLowerCase()));
  return (
    <aside className="card schema" aria-label="Tables">
      <input
        className="field"
        type="search"
        placeholder="Find a table"
        aria-label="Find a table"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {schema.problem !== undefined && found === undefined && <ProblemNotice problem={schema.problem} />}
      {found === undefined && schema.problem === undefined && <Skeleton />}
      {found?.length === 0 && <p className="faint pad">No table {filter === "" ? "yet" : "by that name"}.</p>}
      {found?.map((name) => (
        <TableEntry key={name} name={name} schema={schema} onPick={onPick} />
      ))}
    </aside>
  );
}

function TableEntry(props: { name: string; schema: Schema; onPick: (name: string) => void }) {
  const { name, schema, onPick } = props;
  const columns = schema.columns[name];
  return (
    <details onToggle={(event) => event.currentTarget.open && columns === undefined && schema.learn(name)}>
      <summary>
        <span className={`dot layer-${layerOf(name)}`} />
        <span className="name" title={name}>
          {name}
        </span>
      </summary>
      <span className="actions">
        <button type="button" onClick={() => onPick(name)}>
          insert name
        </button>
        <a href={`#/sql?${new URLSearchParams({ q: `SELECT *\nFROM ${name}\nLIMIT 100` })}`}>preview</a>
      </span>
      {columns?.map((column) => (
        <button key={column.name} type="button" className="pick" onClick={() => onPick(column.name)}>
          {column.name}
          <span className="type">{column.type.toLowerCase()}</span>
        </button>
      ))}
    </details>
  );
}
