import { readFileSync } from "node:fs";

export interface Order {
  rowId: number;
  orderId: string;
  date: string;
  customer: string;
  segment: string;
  city: string;
  state: string;
  region: string;
  category: string;
  product: string;
  sales: number;
}

const PATH = process.env.MOCK_ORDERS ?? `${import.meta.dirname}/../../examples/retail/data/superstore.csv`;

/** The Superstore's orders, oldest first. */
export const orders: Order[] = readFileSync(PATH, "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => fields(line))
  .map((f) => ({
    rowId: Number(f[0]),
    orderId: f[1] ?? "",
    date: f[2] ?? "",
    customer: f[6] ?? "",
    segment: f[7] ?? "",
    city: f[9] ?? "",
    state: f[10] ?? "",
    region: f[12] ?? "",
    category: f[14] ?? "",
    product: f[16] ?? "",
    sales: Number(f[17]),
  }))
  .sort((a, b) => a.date.localeCompare(b.date));

function fields(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)/g)].map((m) => (m[1] ?? m[2] ?? "").replace(/""/g, '"'));
}

/** How much of the stream "has arrived": grows by one order every 100 ms after an opening two thirds. */
const opened = Date.now();
export function arrived(): Order[] {
  return orders.slice(0, Math.min(orders.length, 6600 + Math.floor((Date.now() - opened) / 100)));
}

export function weekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

/** Sums sales by the keys that a row gives. */
export function sums(rows: Order[], ...keys: ((order: Order) => string)[]): (string | number)[][] {
  const found = new Map<string, number>();
  for (const order of rows) {
    const key = keys.map((of) => of(order)).join("\u0000");
    found.set(key, (found.get(key) ?? 0) + order.sales);
  }
  return [...found].map(([key, sum]) => [...key.split("\u0000"), Math.round(sum * 100) / 100]);
}
