import type { Cell, Run } from "./contracts";

const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("en-US", {
  style: "percent",
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});

export const NOTHING = "–";

/** A number as a reader wants it: 1,234.57, but 0.00123. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NOTHING;
  return (Math.abs(value) < 1 ? small : decimal).format(value);
}

/** A number as an axis wants it: 1.2K, 3.4M. */
export function short(value: number): string {
  return compact.format(value);
}

/** A change against what was before, signed: +12.5%; nothing where there was nothing before. */
export function change(now: number, before: number): string {
  return before === 0 ? NOTHING : percent.format((now - before) / Math.abs(before));
}

/** A cell as a number, also where a decimal came as text; undefined for what is no number. */
export function numeric(cell: Cell | undefined): number | undefined {
  if (typeof cell === "number") return cell;
  if (typeof cell !== "string" || cell.trim() === "") return undefined;
  const value = Number(cell);
  return Number.isNaN(value) ? undefined : value;
}

export function isNumeric(type: string): boolean {
  return /INT|DECIMAL|NUMERIC|DOUBLE|FLOAT|REAL|LONG/i.test(type) && !/INTERVAL|\[/i.test(type);
}

/** Columns whose whole numbers are names, not amounts: 2,017 is no year. */
const NAMES = /(^|_)(id|key|year|code|zip|offset|partition|version)$/i;

/**
 * A cell in full. Digits are grouped but never lost: a DECIMAL(18,4) or a BIGINT beyond 2^53 passes as the text it is.
 */
export function cell(value: Cell | undefined, type = "", name = ""): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "object") return JSON.stringify(value);
  if (isNumeric(type) && !NAMES.test(name)) return grouped(String(value));
  if (typeof value === "string" && /TIMESTAMP.*(TZ|ZONE)/i.test(type)) return instant(value);
  return String(value);
}

function grouped(digits: string): string {
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(.*)$/.exec(digits) ?? [];
  if (whole === "" || rest.includes("e")) return digits;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + rest;
}

/** An instant in the reader's own time zone, ISO-like so that it sorts by eye: 2026-11-25 01:02:03. */
export function instant(iso: string | null | undefined): string {
  if (iso === null || iso === undefined) return NOTHING;
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A duration in seconds, in the two units that matter: 0.8 s, 42 s, 3 min, 2 h 5 min, 4 d 3 h. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return NOTHING;
  if (seconds < 10) return `${Math.max(0, Math.round(seconds * 10) / 10)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function ago(iso: string | null | undefined, now = Date.now()): string {
  if (iso === null || iso === undefined) return "never";
  const seconds = (now - Date.parse(iso)) / 1000;
  return seconds < 1 ? "just now" : `${duration(seconds)} ago`;
}

export function runSeconds(run: Pick<Run, "startedAt" | "endedAt">): number {
  return (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000;
}

export type Freshness = "fresh" | "late" | "unknown";

/** Green or red: how old the newest visible record is, against what the table promised. */
export function freshness(seconds: number | null, target: number | null): Freshness {
  if (seconds === null || target === null) return "unknown";
  return seconds <= target ? "fresh" : "late";
}
