import { describe, expect, it } from "vitest";
import { ROW, windowOf } from "./window";

describe("the window over rows", () => {
  it("holds what is in sight and little more, of a million rows", () => {
    const { from, to } = windowOf(1_000_000, 500_000 * ROW, 600);
    expect(from).toBeLessThanOrEqual(500_000);
    expect(to).toBeGreaterThanOrEqual(500_020);
    expect(to - from).toBeLessThan(50);
  });

  it("ends with the rows", () => {
    expect(windowOf(3, 0, 600)).toEqual({ from: 0, to: 3 });
    expect(windowOf(0, 0, 600)).toEqual({ from: 0, to: 0 });
  });

  it("stays within a result that became shorter than the scroll position", () => {
    const { from, to } = windowOf(5, 9000, 600);
    expect(from).toBeLessThanOrEqual(5);
    expect(to).toBe(5);
  });
});
