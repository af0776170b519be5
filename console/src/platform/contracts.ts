/** The JSON that the services answer with; docs/contracts.md is where these shapes are agreed. */

export interface Config {
  issuer: string;
  clientId: string;
  catalogUrl: string;
  mlUrl: string;
}

export interface Problem {
  title: string;
  status: number;
  detail?: string;
  hint?: string | null;
}

export interface Column {
  name: string;
  type: string;
}

/** A value as JSON brings it; decimals and integers beyond 2^53 come as strings. */
export type Cell = string | number | boolean | null | Cell[] | { [key: string]: Cell };

export interface Result {
  columns: Column[];
  rows: Cell[][];
  truncated: boolean;
}

export type ChartType = "line" | "bar" | "map" | "table" | "number";

export interface Tile {
  title: string;
  chart: ChartType;
  x?: string | null;
  y?: string | null;
  series?: string | null;
  /** The tables it reads, where the service says so: then only their commits refresh it. */
  tables?: string[] | null;
  sql?: string | null;
}

export interface Dashboard {
  name: string;
  title: string;
  tiles: Tile[];
}

export interface Change {
  table: string;
  sequence: number;
}

export interface Run {
  runId: string;
  step: string;
  service: string;
  status: "succeeded" | "failed";
  refresh: "full" | "incremental";
  startedAt: string;
  endedAt: string;
  inputs: {
    table: string;
    fromSnapshotId: number | string | null;
    toSnapshotId: number | string | null;
    rowsRead: number;
  }[];
  rowsWritten: number;
  rowsRemoved: number;
  rowsQuarantined: number;
  rowsDuplicate: number;
  violations?: Record<string, number> | null;
  error?: string | null;
}

export interface TableSummary {
  name: string;
  rows: number | null;
  sequence: number | null;
  snapshotId: number | string | null;
  committedAt: string | null;
  acceptedUpTo: string | null;
  freshnessSeconds: number | null;
  freshnessTargetSeconds: number | null;
  files: number | null;
  lastRun: Run | null;
}

export interface TableDetail extends TableSummary {
  columns: (Column & { tags?: string[] | null })[];
}

export interface Commit {
  sequence: number;
  snapshotId: number | string;
  operation: string;
  committedAt: string;
  principal: string;
  addedRows: number;
  removedRows: number;
  totalRows: number;
  runId: string | null;
}

export interface Lineage {
  nodes: { table: string; kind?: string | null }[];
  edges: Edge[];
}

export interface Edge {
  from: string;
  to: string;
}

export interface Grant {
  securable: string;
  privilege: string;
  principal: string;
  /** `rest`, `Policy/NAME` or `configuration`: where it was given, and so where it can be taken back. */
  origin?: string;
}

export interface AuditEvent {
  eventId: string;
  at: string;
  principal: string;
  service: string;
  action: string;
  securables: string[];
  allowed: boolean;
  reason?: string | null;
  query?: string | null;
}

export interface Verification {
  events: number;
  intact: boolean;
  firstBroken: string | number | null;
}

export interface Alert {
  name: string;
  state: "firing" | "ok";
  since: string | null;
  detail: string | null;
}

export interface ModelVersion {
  version: number;
  runId: string;
  algorithm: string;
  createdAt: string;
}

export interface ModelSummary {
  name: string;
  from: string;
  output: string;
  horizon: number;
  latest: ModelVersion | null;
}

export interface TrainingRun {
  id: string;
  algorithm: string;
  startedAt: string;
  endedAt: string;
  parameters: Record<string, string>;
  metrics: Record<string, number>;
  inputs: Record<string, number | string>;
}

export interface ModelDetail extends Omit<ModelSummary, "latest"> {
  versions: ModelVersion[];
  runs: TrainingRun[];
}

export interface Prediction {
  series: string;
  week: string;
  value: number;
}

export interface Answer {
  model: string;
  version: number;
  algorithm?: string;
  predictions: Prediction[];
}
