import { describe, expect, it } from "vitest";
import { columnsByTable, merged } from "./lineage";

describe("lineage", () => {
  it("joins upstream and downstream without repeating the runs that made the edges", () => {
    const upstream = {
      nodes: [{ table: "r.bronze.o" }, { table: "r.silver.o" }],
      edges: [
        { from: "r.bronze.o", to: "r.silver.o", runId: "1" },
        { from: "r.bronze.o", to: "r.silver.o", runId: "2" },
      ],
    };
    const downstream = { nodes: [{ table: "r.silver.o" }], edges: [{ from: "r.silver.o", to: "r.gold.d" }] };
    const graph = merged("r.silver.o", upstream, downstream);
    expect(graph.tables.sort()).toEqual(["r.bronze.o", "r.gold.d", "r.silver.o"]);
    expect(graph.edges).toHaveLength(2);
  });

  it("shows a table alone while nothing is known of it", () => {
    expect(merged("r.bronze.o", undefined)).toEqual({ tables: ["r.bronze.o"], edges: [] });
  });

  it("keeps a table apart whose name one may not know", () => {
    const columns = columnsByTable([{ from: "hidden:1.hidden:1", to: "r.silver.o.sales" }]);
    expect([...columns.keys()]).toEqual(["hidden:1", "r.silver.o"]);
  });

  it("groups columns by table, fields of a payload included", () => {
    const columns = columnsByTable([
      { from: "r.bronze.o.payload.sales", to: "r.silver.o.sales" },
      { from: "r.silver.o.sales", to: "r.gold.d.sales" },
      { from: "r.silver.o.day", to: "r.gold.d.sales" },
    ]);
    expect(columns.get("r.bronze.o")).toEqual(["payload.sales"]);
    expect(columns.get("r.silver.o")).toEqual(["day", "sales"]);
  });
});
