import { describe, expect, it } from "vitest";
import { layout, NODE } from "./layout";

const edge = (from: string, to: string) => ({ from, to });

describe("the lineage layout", () => {
  it("puts each table right of all its inputs, whatever the way there", () => {
    const { nodes, width } = layout(
      ["gold", "bronze", "silver"],
      [edge("bronze", "silver"), edge("silver", "gold"), edge("bronze", "gold")],
    );
    const x = Object.fromEntries(nodes.map((node) => [node.table, node.x]));
    expect(x).toEqual({ bronze: 0, silver: NODE.width + NODE.gapX, gold: 2 * (NODE.width + NODE.gapX) });
    expect(width).toBe(3 * NODE.width + 2 * NODE.gapX);
  });

  it("keeps neighbours beside their inputs, so that lines do not cross", () => {
    const { nodes } = layout(["a", "b", "z-of-a", "c-of-b"], [edge("a", "z-of-a"), edge("b", "c-of-b")]);
    const y = Object.fromEntries(nodes.map((node) => [node.table, node.y]));
    expect(y.a).toBeLessThan(y.b ?? 0);
    expect(y["z-of-a"]).toBeLessThan(y["c-of-b"] ?? 0);
  });

  it("gives an edge that passes a step room of its own there", () => {
    const edges = [edge("a", "b"), edge("b", "c"), edge("a", "c")];
    const { nodes, passages } = layout(["a", "b", "c"], edges);
    const [passage] = passages.get("a c") ?? [];
    const beside = nodes.find((node) => node.table === "b");
    expect(passages.get("a b")).toEqual([]);
    expect(passage?.x).toBe(beside?.x);
    const clear = (passage?.y ?? 0) < (beside?.y ?? 0) || (passage?.y ?? 0) > (beside?.y ?? 0) + NODE.head;
    expect(clear).toBe(true);
  });

  it("lets no two tables overlap, listed columns included", () => {
    const columns = new Map([["a", ["x", "y", "z"]]]);
    const { nodes } = layout(["a", "b", "c"], [], columns);
    const sorted = [...nodes].sort((p, q) => p.y - q.y);
    for (const [i, node] of sorted.entries()) {
      const next = sorted[i + 1];
      if (next !== undefined) expect(node.y + node.height).toBeLessThan(next.y);
    }
    expect(sorted.find((node) => node.table === "a")?.height).toBe(NODE.head + 3 * NODE.row);
  });

  it("ends on a cycle, and on edges to tables one may not see", () => {
    expect(layout(["a", "b"], [edge("a", "b"), edge("b", "a"), edge("hidden", "a")]).nodes).toHaveLength(2);
    expect(layout([], []).nodes).toEqual([]);
  });
});
