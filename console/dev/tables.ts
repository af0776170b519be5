import type { Commit, Run, TableDetail } from "../src/platform/contracts";
import { arrived } from "./orders";

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const column = (name: string, type: string, ...tags: string[]) => ({ name, type, tags });

export const BRONZE = "retail.bronze.orders";
export const SILVER = "retail.silver.orders";
export const EDGES = [
  [BRONZE, SILVER],
  ["retail.bronze.zipcodes", "retail.silver.zipcodes"],
  ["retail.silver.zipcodes", SILVER],
  [SILVER, "retail.silver.orders_quarantine"],
  [SILVER, "retail.gold.daily_sales"],
  [SILVER, "retail.gold.fact_sales"],
  [SILVER, "retail.gold.dim_customer"],
  [SILVER, "retail.gold.dim_product"],
  ["retail.silver.zipcodes", "retail.gold.dim_place"],
  ["retail.gold.daily_sales", "retail.gold.sales_forecast"],
].map(([from = "", to = ""]) => ({ from, to }));

export const COLUMN_EDGES = [
  [`${BRONZE}.payload.sales`, `${SILVER}.sales`],
  [`${SILVER}.sales`, "retail.gold.daily_sales.sales"],
  [`${SILVER}.sales`, "retail.gold.fact_sales.sales"],
  ["retail.gold.daily_sales.sales", "retail.gold.sales_forecast.sales"],
  ["retail.gold.daily_sales.order_date", "retail.gold.sales_forecast.sales"],
].map(([from = "", to = ""]) => ({ from, to }));

const COLUMNS: Record<string, ReturnType<typeof column>[]> = {
  [SILVER]: [
    column("row_id", "long"),
    column("order_id", "string"),
    column("placed_at", "timestamptz"),
    column("customer_name", "string", "pii.name"),
    column("sales", "decimal(18, 4)"),
    column("county", "string"),
  ],
  "retail.gold.daily_sales": [
    column("order_date", "date"),
    column("region", "string"),
    column("category", "string"),
    column("sales", "decimal(38, 4)"),
  ],
  "retail.gold.sales_forecast": [
    column("category", "string"),
    column("week", "date"),
    column("sales", "double"),
  ],
};

export function run(table: string, i = 0): Run {
  const failed = table.endsWith("dim_place") && i === 0;
  return {
    runId: `${table}-${i}`,
    step: table,
    service: "transform-service",
    status: failed ? "failed" : "succeeded",
    refresh: i === 9 ? "full" : "incremental",
    startedAt: ago(2.4 + i * 3),
    endedAt: ago(2 + i * 3),
    inputs: [{ table: BRONZE, fromSnapshotId: 1, toSnapshotId: 2, rowsRead: 120 + i }],
    rowsWritten: 118,
    rowsRemoved: i % 3,
    rowsQuarantined: i % 4 === 1 ? 2 : 0,
    rowsDuplicate: 0,
    violations: { "price is not negative": 2 },
    error: failed ? "retail.silver.zipcodes has no column county_name. Did you mean county?" : null,
  };
}

export function tables(): TableDetail[] {
  const names = [...new Set(EDGES.flatMap((edge) => [edge.from, edge.to]))];
  return names.map((name, i) => ({
    name,
    rows: name.includes("orders") ? arrived().length : 42049 - i * 371,
    sequence: 140 + i,
    snapshotId: "7354219876543210987",
    committedAt: ago(name.includes("zip") ? 4000 : 0.8 + i),
    acceptedUpTo: ago(2),
    freshnessSeconds: name.includes("zip") ? 4000 : 0.8 + i * 0.7,
    freshnessTargetSeconds: name.includes("zip") ? null : name.includes("bronze") ? 1 : 5,
    files: 12 + i,
    lastRun: name.includes("bronze") ? null : run(name),
    columns: COLUMNS[name] ?? [column("payload", "string"), column("accepted_at", "timestamptz")],
  }));
}

export function commits(): Commit[] {
  return Array.from({ length: 60 }, (_, i) => ({
    sequence: 80 + i,
    snapshotId: `73542198765432${10900 + i}`,
    operation: "append",
    committedAt: ago((60 - i) * 3),
    principal: "service:transform-service",
    addedRows: 118,
    removedRows: 0,
    totalRows: 118 * (80 + i),
    runId: null,
  }));
}
