import type { Edge } from "../platform/contracts";

export const NODE = { width: 212, head: 36, row: 22, gapX: 64, gapY: 20 };

export interface Placed {
  table: string;
  columns: string[];
  x: number;
  y: number;
  height: number;
}

export interface Layout {
  nodes: Placed[];
  /** For edges that pass by other steps, the heights at which they pass, from left to right. */
  passages: Map<string, { x: number; y: number }[]>;
  width: number;
  height: number;
}

/** A table, or the place where a long edge passes a step. */
interface Slot {
  id: string;
  table: string | null;
  height: number;
  inputs: string[];
}

export const edgeKey = (edge: Edge) => `${edge.from} ${edge.to}`;

/**
 * Places tables from left to right in the direction data flows: each stands one step right of its furthest input.
 * Within a step they are ordered by where their inputs stand, and an edge that passes a step is given room there, so
 * that lines seldom cross and never run behind a table.
 *
 * @param columns the columns to list in each table, if any
 */
export function layout(tables: string[], edges: Edge[], columns: Map<string, string[]> = new Map()): Layout {
  const depth = depths(tables, edges);
  const steps: Slot[][] = [];
  const put = (step: number, slot: Slot) => {
    steps[step] ??= [];
    steps[step].push(slot);
  };
  const lastPassage = new Map<string, string>();
  for (const edge of edges) {
    let before = edge.from;
    for (let step = (depth.get(edge.from) ?? 0) + 1; step < (depth.get(edge.to) ?? 0); step++) {
      const id = `${edgeKey(edge)} ${step}`;
      put(step, { id, table: null, height: NODE.row / 2, inputs: [before] });
      before = id;
    }
    lastPassage.set(edgeKey(edge), before);
  }
  for (const table of [...tables].sort()) {
    const inputs = edges
      .filter((edge) => edge.to === table)
      .map((edge) => lastPassage.get(edgeKey(edge)) ?? "");
    const height = NODE.head + (columns.get(table)?.length ?? 0) * NODE.row;
    put(depth.get(table) ?? 0, { id: table, table, height, inputs });
  }
  return placed(untangled(steps.filter(Boolean)), edges, columns);
}

function placed(steps: Slot[][], edges: Edge[], columns: Map<string, string[]>): Layout {
  const heightOf = (step: Slot[]) => step.reduce((sum, slot) => sum + slot.height + NODE.gapY, -NODE.gapY);
  const height = Math.max(0, ...steps.map(heightOf));
  const nodes: Placed[] = [];
  const passages: Layout["passages"] = new Map(edges.map((edge) => [edgeKey(edge), []]));
  for (const [i, step] of steps.entries()) {
    const x = i * (NODE.width + NODE.gapX);
    let y = (height - heightOf(step)) / 2;
    for (const { id, table, height } of step) {
      if (table !== null) nodes.push({ table, columns: columns.get(table) ?? [], x, y, height });
      else passages.get(id.slice(0, id.lastIndexOf(" ")))?.push({ x, y: y + height / 2 });
      y += height + NODE.gapY;
    }
  }
  return { nodes, passages, height, width: Math.max(0, steps.length * (NODE.width + NODE.gapX) - NODE.gapX) };
}

/** Longest way from a source. A cycle cannot be declared, but must not hang the page either: it is cut. */
function depths(tables: string[], edges: Edge[]): Map<string, number> {
  const depth = new Map<string, number>();
  const visit = (table: string, path: Set<string>): number => {
    const known = depth.get(table);
    if (known !== undefined) return known;
    if (path.has(table)) return 0;
    const inputs = edges.filter((edge) => edge.to === table && tables.includes(edge.from));
    const below = new Set(path).add(table);
    const own = Math.max(0, ...inputs.map((edge) => visit(edge.from, below) + 1));
    depth.set(table, own);
    return own;
  };
  for (const table of tables) visit(table, new Set());
  return depth;
}

function untangled(steps: Slot[][]): Slot[][] {
  const place = new Map<string, number>();
  return steps.map((step) => {
    const middle = new Map(
      step.map((slot) => {
        const inputs = slot.inputs.flatMap((input) => place.get(input) ?? []);
        return [slot.id, inputs.reduce((a, b) => a + b, 0) / Math.max(1, inputs.length)];
      }),
    );
    const at = (slot: Slot) => middle.get(slot.id) ?? 0;
    const sorted = [...step].sort((a, b) => at(a) - at(b) || a.id.localeCompare(b.id));
    for (const [i, slot] of sorted.entries()) place.set(slot.id, (i + 0.5) / sorted.length);
    return sorted;
  });
}

export interface Point {
  x: number;
  y: number;
}

/** A curve that leaves and enters level, so that its direction can be read, through the passages on its way. */
export function curve(from: Point, passages: Point[], to: Point): string {
  let path = `M${from.x} ${from.y}`;
  let last = from;
  const bendTo = (next: Point) => {
    const bend = Math.max(24, (next.x - last.x) / 2);
    path += `C${last.x + bend} ${last.y} ${next.x - bend} ${next.y} ${next.x} ${next.y}`;
    last = next;
  };
  for (const passage of passages) {
    bendTo(passage);
    last = { x: passage.x + NODE.width, y: passage.y };
    path += `H${last.x}`;
  }
  bendTo(to);
  return path;
}
