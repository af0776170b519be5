import { describe, expect, it } from "vitest";
import { arrange } from "./arrange";

describe("a dashboard's arrangement", () => {
  it("puts numbers abreast and a bar chart beside a line", () => {
    expect(arrange(["number", "number", "number", "number", "line", "bar"])).toEqual([3, 3, 3, 3, 8, 4]);
  });

  it("fills a row that too few tiles share", () => {
    expect(arrange(["line"])).toEqual([12]);
    expect(arrange(["number", "number", "number"])).toEqual([4, 4, 4]);
    expect(arrange(["bar", "map"])).toEqual([5, 7]);
  });

  it("never mixes numbers with charts", () => {
    expect(arrange(["number", "bar", "number"])).toEqual([12, 12, 12]);
  });

  it("leaves no hole, whatever is declared", () => {
    const spans = arrange(["bar", "line", "map", "table", "table", "bar", "bar", "bar", "bar"]);
    expect(spans.reduce((a, b) => a + b, 0) % 12).toBe(0);
  });
});
