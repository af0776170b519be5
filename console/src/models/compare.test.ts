import { describe, expect, it } from "vitest";
import type { TrainingRun } from "../platform/contracts";
import { best, names, sameInputs } from "./compare";

function run(id: string, metrics: Record<string, number>, inputs: Record<string, string> = {}): TrainingRun {
  const time = "2026-11-25T00:00:00Z";
  return { id, algorithm: id, startedAt: time, endedAt: time, parameters: {}, metrics, inputs };
}

describe("comparing runs", () => {
  const runs = [
    run("naive", { mae: 12, r2: 0.4 }),
    run("xgboost", { mae: 9, r2: 0.7 }),
    run("broken", { mae: Number.NaN }),
  ];

  it("takes the smallest error and the largest score", () => {
    expect(best("mae", runs)).toBe("xgboost");
    expect(best("r2", runs)).toBe("xgboost");
  });

  it("calls nothing best that has no rival", () => {
    expect(best("mae", runs.slice(0, 1))).toBeUndefined();
    expect(best("rmse", runs)).toBeUndefined();
  });

  it("lists what any run has", () => {
    expect(names(runs, (r) => r.metrics)).toEqual(["mae", "r2"]);
  });

  it("knows runs that read the same data", () => {
    const [a, b] = [run("a", {}, { t: "1", u: "2" }), run("b", {}, { u: "2", t: "1" })];
    expect(sameInputs(a, b)).toBe(true);
    expect(sameInputs(a, run("c", {}, { t: "9" }))).toBe(false);
  });
});
