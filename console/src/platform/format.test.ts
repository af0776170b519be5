import { describe, expect, it } from "vitest";
import { ago, cell, change, duration, freshness, isNumeric, number, numeric, short } from "./format";

describe("numbers", () => {
  it("groups digits and never loses one", () => {
    expect(cell("2296919.4883", "DECIMAL(18,4)")).toBe("2,296,919.4883");
    expect(cell("9007199254740993", "BIGINT")).toBe("9,007,199,254,740,993");
    expect(cell(-1234, "INTEGER")).toBe("-1,234");
    expect(cell(1e-9, "DOUBLE")).toBe("1e-9");
  });

  it("leaves numbers that are names alone", () => {
    expect(cell("02138", "VARCHAR")).toBe("02138");
    expect(cell(2017, "INTEGER", "order_year")).toBe("2017");
    expect(isNumeric("INTEGER[]")).toBe(false);
    expect(isNumeric("INTERVAL")).toBe(false);
  });

  it("reads decimals that came as text, and nothing else", () => {
    expect(numeric("12.50")).toBe(12.5);
    expect(numeric("West")).toBeUndefined();
    expect(numeric("")).toBeUndefined();
    expect(numeric(null)).toBeUndefined();
  });

  it("is short on an axis and exact enough in text", () => {
    expect(short(2_296_919)).toBe("2.3M");
    expect(number(1234.5678)).toBe("1,234.57");
    expect(number(0.001234)).toBe("0.00123");
    expect(number(null)).toBe("–");
  });

  it("tells a change with its sign, also from below zero", () => {
    expect(change(112.5, 100)).toBe("+12.5%");
    expect(change(-50, -100)).toBe("+50%");
    expect(change(5, 0)).toBe("–");
  });
});

describe("cells", () => {
  it("shows nothing as null and structure as JSON", () => {
    expect(cell(null)).toBe("null");
    expect(cell({ a: [1, 2] }, "STRUCT(a INTEGER[])")).toBe('{"a":[1,2]}');
    expect(cell(false, "BOOLEAN")).toBe("false");
  });
});

describe("time", () => {
  it("uses the two units that matter", () => {
    const seconds = [0.84, 42, 300, 7500, 7200, 360_000];
    expect(seconds.map(duration)).toEqual(["0.8 s", "42 s", "5 min", "2 h 5 min", "2 h", "4 d 4 h"]);
  });

  it("says how long ago", () => {
    expect(ago("2026-11-25T00:00:00Z", Date.parse("2026-11-25T00:00:30Z"))).toBe("30 s ago");
    expect(ago(null)).toBe("never");
  });

  it("judges freshness against the target only where there is one", () => {
    expect(freshness(2, 3)).toBe("fresh");
    expect(freshness(3.1, 3)).toBe("late");
    expect(freshness(500, null)).toBe("unknown");
    expect(freshness(null, 3)).toBe("unknown");
  });
});
