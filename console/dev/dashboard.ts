import type { Cell, Dashboard, Result } from "../src/platform/contracts";
import { arrived, sums, weekOf } from "./orders";

const GOLD = ["retail.gold.daily_sales"];
const tile = (
  title: string,
  chart: Dashboard["tiles"][number]["chart"],
  x?: string,
  y?: string,
  series?: string,
) => ({
  title,
  chart,
  tables: GOLD,
  sql: `SELECT *\nFROM retail.gold.daily_sales\nLIMIT 200 -- ${title}`,
  ...(x && { x }),
  ...(y && { y }),
  ...(series && { series }),
});

export const DASHBOARD: Dashboard = {
  name: "retail",
  title: "Retail",
  tiles: [
    tile("Sales", "number", undefined, "sales"),
    tile("Orders", "number"),
    tile("Sales this month", "number", "month", "sales"),
    tile("Average order", "number", "month", "sales"),
    tile("Sales by week, with forecast", "line", "week", "sales", "category"),
    tile("Sales by region", "bar", "region", "sales", "category"),
    tile("Sales by state", "map", "state", "sales"),
    tile("Top products", "bar", "product", "sales"),
    tile("Latest orders", "table"),
  ],
};

const result = (columns: Record<string, string>, rows: Cell[][]): Result => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  rows,
  truncated: false,
});

export function tileData(index: number): Result {
  const now = arrived();
  const months = sums(now, (order) => order.date.slice(0, 7)).slice(-12);
  const total = now.reduce((sum, order) => sum + order.sales, 0);
  switch (index) {
    case 0:
      return result({ sales: "DECIMAL(38,4)" }, [[total.toFixed(4)]]);
    case 1:
      return result({ orders: "BIGINT" }, [[new Set(now.map((order) => order.orderId)).size]]);
    case 2:
      return result({ month: "VARCHAR", sales: "DOUBLE" }, months);
    case 3:
      return result(
        { month: "VARCHAR", sales: "DOUBLE" },
        months.map(([month, sales]) => [month ?? null, Number(sales) / 97]),
      );
    case 4:
      return withForecast(
        sums(
          now.slice(-3200),
          (order) => weekOf(order.date),
          (order) => order.category,
        ),
      );
    case 5: {
      const columns = { region: "VARCHAR", category: "VARCHAR", sales: "DOUBLE" };
      return result(
        columns,
        sums(
          now,
          (order) => order.region,
          (order) => order.category,
        ).sort(),
      );
    }
    case 6:
      return result(
        { state: "VARCHAR", sales: "DOUBLE" },
        sums(now, (order) => order.state),
      );
    case 7: {
      const products = sums(now, (order) => order.product).sort((a, b) => Number(b[1]) - Number(a[1]));
      return result({ product: "VARCHAR", sales: "DOUBLE" }, products.slice(0, 10));
    }
    default:
      return ordersTable(40);
  }
}

export function ordersTable(most: number): Result {
  const columns = {
    row_id: "BIGINT",
    placed_at: "DATE",
    customer_name: "VARCHAR",
    city: "VARCHAR",
    sales: "DECIMAL(18,4)",
    note: "VARCHAR",
  };
  const rows = arrived().slice(-most).reverse();
  return result(
    columns,
    rows.map((o) => [o.rowId, o.date, `${o.customer[0]}***`, o.city, o.sales.toFixed(4), null]),
  );
}

export function customers(): Result {
  const names = new Set(arrived().map((order) => `${order.customer[0]}***`));
  return result(
    { customer_name: "VARCHAR" },
    [...names].sort().map((name) => [name]),
  );
}

function withForecast(happened: Cell[][]): Result {
  const weeks = [...new Set(happened.map((row) => String(row[0])))].sort();
  const next = (i: number) =>
    new Date(Date.parse(weeks.at(-1) ?? "") + i * 7 * 86_400_000).toISOString().slice(0, 10);
  const forecast = ["Furniture", "Office Supplies", "Technology"].flatMap((category, c) =>
    Array.from({ length: 8 }, (_, i) => [
      next(i + 1),
      category,
      5200 + c * 900 + 1400 * Math.sin(i + c),
      true,
    ]),
  );
  const columns = { week: "DATE", category: "VARCHAR", sales: "DOUBLE", forecast: "BOOLEAN" };
  return result(columns, [...happened.map((row) => [...row, false]), ...forecast]);
}
