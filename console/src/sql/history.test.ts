import { describe, expect, it } from "vitest";
import { type Past, remember } from "./history";

const past = (sql: string, rows = 1): Past => ({ sql, at: "2026-11-25T00:00:00Z", rows });

describe("the SQL history", () => {
  it("moves a repeated query up, with its newest outcome", () => {
    const history = remember(remember(remember([], past("a")), past("b")), past("a", 7));
    expect(history).toEqual([past("a", 7), past("b")]);
  });

  it("forgets the oldest beyond a hundred", () => {
    let history: Past[] = [];
    for (let i = 0; i < 130; i++) history = remember(history, past(`SELECT ${i}`));
    expect(history).toHaveLength(100);
    expect(history[0]?.sql).toBe("SELECT 129");
  });
});
