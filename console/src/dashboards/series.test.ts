import { describe, expect, it } from "vitest";
import type { Cell, Result } from "../platform/contracts";
import { colourIndex, figureOf, seriesOf } from "./series";

function result(columns: Record<string, string>, rows: Cell[][]): Result {
  return {
    columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
    rows,
    truncated: false,
  };
}

describe("series of a result", () => {
  it("split by the series column, decimals read from text", () => {
    const sales = result({ week: "DATE", category: "VARCHAR", sales: "DECIMAL(18,4)" }, [
      ["2017-01-02", "Furniture", "10.5"],
      ["2017-01-02", "Technology", "20"],
      ["2017-01-09", "Furniture", null],
      ["2017-01-16", "Furniture", "30"],
    ]);
    const found = seriesOf(sales, { x: "week", y: "sales", series: "category" });
    expect(found.map((s) => [s.name, s.points.map((p) => p.y)])).toEqual([
      ["Furniture", [10.5, 30]],
      ["Technology", [20]],
    ]);
  });

  it.each([
    [
      "a forecast column",
      { week: "DATE", category: "VARCHAR", sales: "DOUBLE", forecast: "BOOLEAN" },
      "Furniture",
      true,
    ],
    [
      "a series' name",
      { week: "DATE", category: "VARCHAR", sales: "DOUBLE", other: "BOOLEAN" },
      "Furniture (forecast)",
      null,
    ],
  ])("continue as a forecast told by %s, from the last thing that happened", (_, columns, name, flag) => {
    const data = result(columns, [
      ["2017-01-02", "Furniture", 10, null],
      ["2017-01-09", "Furniture", 12, false],
      ["2017-01-16", name, 14, flag],
    ]);
    const [happened, forecast] = seriesOf(data, { x: "week", y: "sales", series: "category" });
    expect(happened).toMatchObject({ name: "Furniture", forecast: false });
    expect(forecast).toMatchObject({ name: "Furniture", forecast: true });
    expect(forecast?.points.map((p) => p.y)).toEqual([12, 14]);
  });

  it("find their own columns where the tile names none", () => {
    const data = result({ region: "VARCHAR", note: "VARCHAR", sales: "BIGINT" }, [
      ["West", "x", "9007199254740993"],
    ]);
    expect(seriesOf(data, {})).toEqual([
      { name: "", forecast: false, points: [{ x: "West", y: 9007199254740992 }] },
    ]);
  });

  it("keep their colours when another arrives", () => {
    expect(colourIndex(["Office", "Furniture", "Office"]).get("Office")).toBe(1);
    expect(colourIndex(["Furniture", "Office", "Technology"]).get("Office")).toBe(1);
  });
});

describe("a number tile", () => {
  it("shows one value as it is", () => {
    const figure = figureOf(result({ total: "DECIMAL(18,4)" }, [["2296919.4883"]]), {});
    expect(figure).toMatchObject({ value: "2296919.4883", before: undefined, label: "" });
  });

  it("takes the newest row and compares it with the row before", () => {
    const data = result({ month: "DATE", sales: "DOUBLE" }, [
      ["2017-11-01", 100],
      ["2017-12-01", 80],
    ]);
    const figure = figureOf(data, { x: "month", y: "sales" });
    expect(figure).toMatchObject({ value: 80, now: 80, before: 100, label: "2017-12-01", trend: [100, 80] });
  });

  it("compares with a column called previous", () => {
    const data = result({ orders: "BIGINT", previous: "BIGINT" }, [[12, 10]]);
    expect(figureOf(data, {})).toMatchObject({ value: 12, before: 10 });
  });

  it("is nothing without rows", () => {
    expect(figureOf(result({ n: "BIGINT" }, []), {})).toBeUndefined();
  });
});
