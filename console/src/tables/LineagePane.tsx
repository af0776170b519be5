import { useMemo } from "react";
import type { Column, Edge, Lineage } from "../platform/contracts";
import { go, link } from "../platform/route";
import { useData } from "../platform/useData";
import { ProblemNotice, Shown } from "../ui/states";
import { LineageGraph } from "./LineageGraph";
import { columnsByTable, distinct, merged } from "./lineage";
import "../styles/lineage.css";

const NO_EDGES: Edge[] = [];

/** Where a table comes from and goes to; for a chosen column the same, column by column. */
export default function LineagePane(props: { table: string; columns: Column[]; column: string | null }) {
  const { table, column } = props;
  const base = `/api/v1/lineage/${encodeURIComponent(table)}`;
  const upstream = useData<Lineage>("catalog", `${base}?direction=upstream&depth=10`);
  const downstream = useData<Lineage>("catalog", `${base}?direction=downstream&depth=10`);
  const of = column === null ? null : `${base}/columns/${encodeURIComponent(column)}`;
  const from = useData<{ edges: Edge[] }>("catalog", of && `${of}?direction=upstream`);
  const to = useData<{ edges: Edge[] }>("catalog", of && `${of}?direction=downstream`);

  const columnEdges = useMemo(
    () => (column === null ? NO_EDGES : distinct([...(from.value?.edges ?? []), ...(to.value?.edges ?? [])])),
    [column, from.value, to.value],
  );
  const columns = useMemo(() => {
    const touched = columnsByTable(columnEdges);
    if (column !== null && !touched.has(table)) touched.set(table, [column]);
    return touched;
  }, [columnEdges, column, table]);
  const choose = (name: string) =>
    go(link("tables", table, "lineage") + (name === "" ? "" : `?${new URLSearchParams({ column: name })}`));

  return (
    <>
      <label className="row soft">
        Follow column
        <select className="field" value={column ?? ""} onChange={(event) => choose(event.target.value)}>
          <option value="">none: whole tables</option>
          {props.columns.map((option) => (
            <option key={option.name}>{option.name}</option>
          ))}
        </select>
      </label>
      {from.problem !== undefined && <ProblemNotice problem={from.problem} />}
      <Shown data={upstream} height={320}>
        {(sources) => (
          <LineageGraph
            {...merged(table, sources, downstream.value)}
            focus={table}
            columns={columns}
            columnEdges={columnEdges}
          />
        )}
      </Shown>
    </>
  );
}
