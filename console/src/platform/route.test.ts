import { describe, expect, it } from "vitest";
import { link, parseRoute } from "./route";

describe("addresses", () => {
  it("finds path and query after the hash", () => {
    const route = parseRoute("#/tables/retail.gold.daily_sales/lineage?column=sales");
    expect(route.path).toEqual(["tables", "retail.gold.daily_sales", "lineage"]);
    expect(route.query.get("column")).toBe("sales");
  });

  it("takes an empty address as the start page", () => {
    expect(parseRoute("").path).toEqual([]);
  });

  it("comes back from any name, and from SQL with question marks and slashes", () => {
    expect(parseRoute(link("tables", "odd/name ?.x")).path).toEqual(["tables", "odd/name ?.x"]);
    const sql = "SELECT '?' / 2";
    expect(parseRoute(`#/sql?${new URLSearchParams({ q: sql })}`).query.get("q")).toBe(sql);
  });
});
