import type { IncomingMessage, ServerResponse } from "node:http";
import type {
  AuditEvent,
  Grant,
  ModelDetail,
  ModelVersion,
  Problem,
  TrainingRun,
} from "../src/platform/contracts";
import { customers, DASHBOARD, ordersTable, tileData } from "./dashboard";
import { USER } from "./identity";
import { COLUMN_EDGES, commits, EDGES, run, tables } from "./tables";

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const officer = USER === "officer" || USER === "engineer";

/** Answers as the services would; false for what is no path of theirs. */
export function answer(request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? "/", "http://mock");
  const path = decodeURIComponent(url.pathname);
  if (path === "/config.json") {
    const origin = `http://${request.headers.host}`;
    const issuer = process.env.MOCK_ISSUER ?? `${origin}/mock-idp`;
    json(response, { issuer, clientId: "console", catalogUrl: origin, mlUrl: origin });
  } else if (path.endsWith("/changes")) {
    changes(request, response);
  } else if (path === "/sql" && request.method === "POST") {
    void sql(request, response);
  } else if (path.startsWith("/api/v1/")) {
    api(path.slice("/api/v1/".length).split("/"), response);
  } else {
    return false;
  }
  return true;
}

function api([area = "", name = "", part = "", index = ""]: string[], response: ServerResponse): void {
  const table = tables().find((candidate) => candidate.name === name);
  if (area === "dashboards" && name === "") json(response, [DASHBOARD]);
  else if (area === "dashboards" && part === "tiles") json(response, tileData(Number(index)));
  else if (area === "dashboards") json(response, DASHBOARD);
  else if (area === "tables" && name === "") json(response, tables());
  else if (area === "tables" && part === "commits") json(response, commits());
  else if (area === "tables" && table !== undefined) json(response, table);
  else if (area === "runs")
    json(
      response,
      Array.from({ length: 20 }, (_, i) => run("retail.silver.orders", i)),
    );
  else if (area === "lineage" && part === "columns") json(response, { edges: COLUMN_EDGES });
  else if (area === "lineage") json(response, { nodes: [], edges: EDGES });
  else if (area === "grants") json(response, GRANTS);
  else if (area === "audit" && !officer) refuse(response, forbidden("system.audit.events"));
  else if (area === "audit" && name === "verification")
    json(response, { events: 18442, intact: true, firstBroken: null });
  else if (area === "audit") json(response, AUDIT);
  else if (area === "alerts") json(response, ALERTS);
  else if (area === "models" && part === "predict") json(response, PREDICTION);
  else if (area === "models") json(response, name === "" ? [{ ...MODEL, latest: MODEL.versions[0] }] : MODEL);
  else
    refuse(response, { title: "Not found", status: 404, detail: `There is no ${[area, name].join("/")}.` });
}

async function sql(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const statement = String((JSON.parse(body) as { sql: string }).sql);
  await new Promise((resolve) => setTimeout(resolve, /slow/.test(statement) ? 4000 : 60));
  if (!/^\s*(SELECT|WITH|FROM)/i.test(statement)) {
    const detail = `Parser Error: syntax error at or near "${statement.trim().split(/\s/)[0]}"\n\nLINE 1: ${statement}\n        ^`;
    refuse(response, {
      title: "The statement cannot be read",
      status: 400,
      detail,
      hint: "Only SELECT statements are answered.",
    });
  } else if (/bronze/.test(statement) && !officer) refuse(response, forbidden("retail.bronze.orders"));
  else if (/DISTINCT customer_name/.test(statement)) json(response, customers());
  else json(response, ordersTable(/LIMIT 100\b/.test(statement) ? 100 : 6000));
}

function changes(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.flushHeaders();
  let sequence = 100;
  const timer = setInterval(() => {
    response.write(`data: ${JSON.stringify({ table: "retail.gold.daily_sales", sequence: ++sequence })}\n\n`);
  }, 2500);
  request.on("close", () => clearInterval(timer));
}

function forbidden(securable: string): Problem {
  return {
    title: "Forbidden",
    status: 403,
    detail: `user:${USER} may not SELECT from ${securable}.`,
    hint: `Ask someone with MANAGE on ${securable} for a grant of SELECT.`,
  };
}

function refuse(response: ServerResponse, problem: Problem): void {
  response
    .writeHead(problem.status, { "content-type": "application/problem+json" })
    .end(JSON.stringify(problem));
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

const GRANTS: Grant[] = [
  { principal: "group:analysts", privilege: "SELECT", securable: "retail.gold" },
  { principal: "group:analysts", privilege: "SELECT", securable: "retail.silver" },
  { principal: "group:engineers", privilege: "ALL PRIVILEGES", securable: "retail" },
  { principal: "group:officers", privilege: "SELECT", securable: "system.audit" },
];

const AUDIT: AuditEvent[] = Array.from({ length: 40 }, (_, i) => ({
  eventId: String(i),
  at: ago(i * 7),
  principal: i % 3 === 0 ? "user:engineer" : "user:analyst",
  service: "gold-service",
  action: "SELECT",
  securables:
    i % 5 === 2 ? ["retail.bronze.orders"] : ["retail.gold.daily_sales", "retail.gold.sales_forecast"],
  allowed: i % 5 !== 2,
  reason:
    i % 5 === 2
      ? "no grant on retail.bronze.orders, retail.bronze, retail or metastore"
      : "SELECT on retail.gold",
  query:
    "SELECT date_trunc('week', order_date) AS week, category, sum(sales) AS sales FROM retail.gold.daily_sales GROUP BY ALL",
}));

const ALERTS = [
  {
    name: "gold-is-stale",
    state: "ok",
    since: null,
    detail: "retail.gold.daily_sales is 0.8 s old, limit 1 min",
  },
  {
    name: "a-run-failed",
    state: "firing",
    since: ago(340),
    detail: "retail.gold.dim_place: retail.silver.zipcodes has no column county_name",
  },
];

const RUNS: TrainingRun[] = [0, 1, 2].flatMap((i) =>
  ["xgboost", "seasonal-naive"].map((algorithm, a) => ({
    id: `0191f-${i}-${a}`,
    algorithm,
    startedAt: ago(60 + i * 4000),
    endedAt: ago(57.3 + i * 4000),
    parameters:
      a === 0 ? { eta: "0.08", max_depth: "4", rounds: "240", lags: "1,2,4,13,52" } : { season: "52" },
    metrics: {
      mae: 1834.22 + i * 40 + a * 610,
      rmse: 2511.9 + i * 33 + a * 702,
      wape: 0.231 + i * 0.004 + a * 0.07,
    },
    inputs: { "retail.gold.daily_sales": `735421987654321${1000 + i}` },
  })),
);

const VERSIONS: ModelVersion[] = [3, 2, 1].map((version, i) => ({
  version,
  runId: `0191f-${i}-0`,
  algorithm: "xgboost",
  createdAt: ago(57 + i * 4000),
}));

const MODEL: ModelDetail = {
  name: "retail.gold.weekly_sales",
  from: "retail.gold.daily_sales",
  output: "retail.gold.sales_forecast",
  horizon: 8,
  versions: VERSIONS,
  runs: RUNS,
};

const PREDICTION = {
  model: MODEL.name,
  version: 3,
  algorithm: "xgboost",
  predictions: Array.from({ length: 8 }, (_, i) => ({
    series: "Furniture",
    week: new Date(Date.UTC(2018, 0, 1 + i * 7)).toISOString().slice(0, 10),
    value: 5210.4 + 800 * Math.sin(i),
  })),
};
