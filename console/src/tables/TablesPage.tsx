import { useState } from "react";
import type { TableSummary } from "../platform/contracts";
import { ago, instant, number } from "../platform/format";
import { type Layer, layerOf } from "../platform/names";
import { link } from "../platform/route";
import { useData } from "../platform/useData";
import { FreshnessBadge, LayerBadge, Outcome, TableLink } from "../ui/badges";
import { Listing } from "../ui/Listing";
import { Shown, State } from "../ui/states";
import "../styles/tables.css";

const LAYERS: (Layer | "all")[] = ["all", "bronze", "silver", "gold"];
const ORDER: Layer[] = ["bronze", "silver", "gold", "other"];

export default function TablesPage() {
  const tables = useData<TableSummary[]>("catalog", "/api/v1/tables", 5000);
  const [text, setText] = useState("");
  const [layer, setLayer] = useState<Layer | "all">("all");
  const fits = (table: TableSummary) =>
    table.name.includes(text.trim().toLowerCase()) && (layer === "all" || layerOf(table.name) === layer);

  return (
    <>
      <header className="page-head">
        <h1>Tables</h1>
        <span className="row push">
          <div className="choice layers" role="group" aria-label="Layer">
            {LAYERS.map((choice) => (
              <button
                key={choice}
                type="button"
                aria-pressed={layer === choice}
                onClick={() => setLayer(choice)}
              >
                {choice}
              </button>
            ))}
          </div>
          <input
            className="field"
            type="search"
            placeholder="Find a table"
            aria-label="Find a table"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
      </header>
      <Shown data={tables} height={360} isEmpty={(all) => all.length === 0} empty={<NoTables />}>
        {(all) => {
          const found = all.filter(fits).sort(byFlow);
          return found.length === 0 ? (
            <State icon="search" title="No table like that">
              <p>{number(all.length)} tables are here, none of them fits what you look for.</p>
            </State>
          ) : (
            <TableList tables={found} />
          );
        }}
      </Shown>
    </>
  );
}

function byFlow(a: TableSummary, b: TableSummary): number {
  const layers = ORDER.indexOf(layerOf(a.name)) - ORDER.indexOf(layerOf(b.name));
  return layers === 0 ? a.name.localeCompare(b.name) : layers;
}

function NoTables() {
  return (
    <State icon="tables" title="No table to see">
      <p>Apply a manifest with a Source or a Table, or ask for a grant on the tables that exist.</p>
    </State>
  );
}

function TableList({ tables }: { tables: TableSummary[] }) {
  return (
    <Listing
      items={tables}
      keyOf={(table) => table.name}
      columns={[
        { title: "Table", wide: true, show: (table) => <TableLink name={table.name} /> },
        { title: "Layer", spare: true, show: (table) => <LayerBadge name={table.name} /> },
        { title: "Rows", end: true, show: (table) => number(table.rows) },
        {
          title: "Freshness",
          show: (table) => (
            <FreshnessBadge seconds={table.freshnessSeconds} target={table.freshnessTargetSeconds} />
          ),
        },
        {
          title: "Last commit",
          show: (table) => <span title={instant(table.committedAt)}>{ago(table.committedAt)}</span>,
        },
        { title: "Last run", show: (table) => <LastRun table={table} /> },
      ]}
    />
  );
}

function LastRun({ table }: { table: TableSummary }) {
  if (table.lastRun === null) return <span className="faint">–</span>;
  return (
    <a href={link("tables", table.name, "runs")} title={table.lastRun.error ?? undefined}>
      <Outcome ok={table.lastRun.status === "succeeded"} good="succeeded" bad="failed" />
    </a>
  );
}
